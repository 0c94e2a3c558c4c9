#include "base/log.h"

#include <atomic>
#include <string>

#include "base/json.h"
#include "base/time.h"
#include "spdlog/sinks/stdout_sinks.h"
#include "spdlog/spdlog.h"

namespace madoguchi {
namespace {

// A spdlog pattern does not escape JSON (a newline in a value would forge a line), so the line is made here.
std::shared_ptr<spdlog::logger> sink() {
  static const auto logger = [] {
    auto made = std::make_shared<spdlog::logger>("madoguchi", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->set_level(spdlog::level::trace);
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return logger;
}

std::atomic<LogLevel> least{LogLevel::info};

constexpr std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

}  // namespace

void set_log_level(LogLevel level) {
  least = level;
}

void log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  if (level < least.load()) return;
  std::string line = "{\"time\":" + json_quote(format_utc(system_now())) + ",\"level\":" + json_quote(name_of(level)) +
                     ",\"message\":" + json_quote(message);
  for (const auto& [name, value] : fields) line += "," + json_quote(name) + ":" + json_quote(value);
  sink()->info("{}", line + "}");
}

}  // namespace madoguchi
