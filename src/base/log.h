#pragma once
#include <initializer_list>
#include <string_view>
#include <utility>

namespace madoguchi {

/// One line of JSON to standard error. Values are escaped; no secret, no personal data, no request body goes in.
enum class LogLevel { debug, info, warning, error };
using LogField = std::pair<std::string_view, std::string_view>;

void log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {});
/// Lines below `level` are dropped. The default is info.
void set_log_level(LogLevel level);

}  // namespace madoguchi
