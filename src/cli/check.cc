#include <fmt/format.h>

#include <iostream>

#include "cli/command.h"

namespace khaldun {

Command add_check(CLI::App& app, const DataOptions& data) {
  CLI::App* command = app.add_subcommand("check", "run the self-tests of the data files");
  return {command,
          [&data] {
            for (const std::string& model : kModels) {
              DataOptions one = data;
              one.model = model;
              const std::optional<Engine> engine = load_engine(one);
              if (!engine) return kUsage;
              if (const Result<void> good = engine->self_test(); !good) {
                std::cerr << "khaldun: " << model << ": self-test failed: " << good.error().message << "\n";
                return kRejects;
              }
              std::string out = fmt::format("khaldun: {}: {}: self-tests passed\n", model, engine->versions());
              if (const int written = flush(out); written != kOk) return written;
            }
            return kOk;
          },
          "--data, --actors, --frames"};
}

}  // namespace khaldun
