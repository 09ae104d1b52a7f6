// One #embed and one row of the table for every rule file; a test names the missing one.
//
// SwiftPM's embedInCode writes each byte as a literal into Swift source: 340 kB of rules took 19 s
// of every release build and 25 s of every debug build; this takes none.
#include "rules.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char application_yml[] = {
#embed "../E2EDiag/Signatures/application.yml"
};
static const unsigned char build_yml[] = {
#embed "../E2EDiag/Signatures/build.yml"
};
static const unsigned char containerd_yml[] = {
#embed "../E2EDiag/Signatures/containerd.yml"
};
static const unsigned char database_yml[] = {
#embed "../E2EDiag/Signatures/database.yml"
};
static const unsigned char images_yml[] = {
#embed "../E2EDiag/Signatures/images.yml"
};
static const unsigned char kind_yml[] = {
#embed "../E2EDiag/Signatures/kind.yml"
};
static const unsigned char kubernetes_yml[] = {
#embed "../E2EDiag/Signatures/kubernetes.yml"
};
static const unsigned char linux_yml[] = {
#embed "../E2EDiag/Signatures/linux.yml"
};
static const unsigned char network_yml[] = {
#embed "../E2EDiag/Signatures/network.yml"
};
static const unsigned char podman_yml[] = {
#embed "../E2EDiag/Signatures/podman.yml"
};
static const unsigned char checks_yml[] = {
#embed "../E2EDiag/Grammars/checks.yml"
};
static const unsigned char commands_yml[] = {
#embed "../E2EDiag/Grammars/commands.yml"
};
static const unsigned char events_yml[] = {
#embed "../E2EDiag/Grammars/events.yml"
};
static const unsigned char formats_yml[] = {
#embed "../E2EDiag/Grammars/formats.yml"
};
static const unsigned char hints_yml[] = {
#embed "../E2EDiag/Grammars/hints.yml"
};
static const unsigned char inputs_yml[] = {
#embed "../E2EDiag/Grammars/inputs.yml"
};
static const unsigned char markers_yml[] = {
#embed "../E2EDiag/Grammars/markers.yml"
};
static const unsigned char mentions_yml[] = {
#embed "../E2EDiag/Grammars/mentions.yml"
};
static const unsigned char phrases_yml[] = {
#embed "../E2EDiag/Grammars/phrases.yml"
};
static const unsigned char ranking_compiler_yml[] = {
#embed "../E2EDiag/Grammars/ranking-compiler.yml"
};
static const unsigned char ranking_consequence_yml[] = {
#embed "../E2EDiag/Grammars/ranking-consequence.yml"
};
static const unsigned char ranking_exception_yml[] = {
#embed "../E2EDiag/Grammars/ranking-exception.yml"
};
static const unsigned char ranking_lint_yml[] = {
#embed "../E2EDiag/Grammars/ranking-lint.yml"
};
static const unsigned char ranking_noise_yml[] = {
#embed "../E2EDiag/Grammars/ranking-noise.yml"
};
static const unsigned char ranking_runner_yml[] = {
#embed "../E2EDiag/Grammars/ranking-runner.yml"
};
static const unsigned char ranking_system_yml[] = {
#embed "../E2EDiag/Grammars/ranking-system.yml"
};
static const unsigned char ranking_word_yml[] = {
#embed "../E2EDiag/Grammars/ranking-word.yml"
};
static const unsigned char ranking_yml[] = {
#embed "../E2EDiag/Grammars/ranking.yml"
};
static const unsigned char redaction_yml[] = {
#embed "../E2EDiag/Grammars/redaction.yml"
};
static const unsigned char samples_yml[] = {
#embed "../E2EDiag/Grammars/samples.yml"
};
static const unsigned char weights_yml[] = {
#embed "../E2EDiag/Grammars/weights.yml"
};

#define FILE_ROW(name, symbol) {name, symbol, sizeof symbol}

static const struct e2e_rule_file files[] = {
  FILE_ROW("Signatures/application.yml", application_yml),
  FILE_ROW("Signatures/build.yml", build_yml),
  FILE_ROW("Signatures/containerd.yml", containerd_yml),
  FILE_ROW("Signatures/database.yml", database_yml),
  FILE_ROW("Signatures/images.yml", images_yml),
  FILE_ROW("Signatures/kind.yml", kind_yml),
  FILE_ROW("Signatures/kubernetes.yml", kubernetes_yml),
  FILE_ROW("Signatures/linux.yml", linux_yml),
  FILE_ROW("Signatures/network.yml", network_yml),
  FILE_ROW("Signatures/podman.yml", podman_yml),
  FILE_ROW("Grammars/checks.yml", checks_yml),
  FILE_ROW("Grammars/commands.yml", commands_yml),
  FILE_ROW("Grammars/events.yml", events_yml),
  FILE_ROW("Grammars/formats.yml", formats_yml),
  FILE_ROW("Grammars/hints.yml", hints_yml),
  FILE_ROW("Grammars/inputs.yml", inputs_yml),
  FILE_ROW("Grammars/markers.yml", markers_yml),
  FILE_ROW("Grammars/mentions.yml", mentions_yml),
  FILE_ROW("Grammars/phrases.yml", phrases_yml),
  FILE_ROW("Grammars/ranking-compiler.yml", ranking_compiler_yml),
  FILE_ROW("Grammars/ranking-consequence.yml", ranking_consequence_yml),
  FILE_ROW("Grammars/ranking-exception.yml", ranking_exception_yml),
  FILE_ROW("Grammars/ranking-lint.yml", ranking_lint_yml),
  FILE_ROW("Grammars/ranking-noise.yml", ranking_noise_yml),
  FILE_ROW("Grammars/ranking-runner.yml", ranking_runner_yml),
  FILE_ROW("Grammars/ranking-system.yml", ranking_system_yml),
  FILE_ROW("Grammars/ranking-word.yml", ranking_word_yml),
  FILE_ROW("Grammars/ranking.yml", ranking_yml),
  FILE_ROW("Grammars/redaction.yml", redaction_yml),
  FILE_ROW("Grammars/samples.yml", samples_yml),
  FILE_ROW("Grammars/weights.yml", weights_yml),
};

unsigned long e2e_rule_file_count(void) {
  return sizeof files / sizeof files[0];
}

const struct e2e_rule_file *e2e_rule_file_at(unsigned long index) {
  return index < e2e_rule_file_count() ? &files[index] : 0;
}
