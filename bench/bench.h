#pragma once
// What every bench shares: its options, the CPU clock, interleaved rounds, and the one line for each figure that
// bench/run collects (bench/README.md).
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace madoguchi::bench {

/// `--quick`: the smallest round that still goes through everything; its figures say nothing.
struct Options {
  bool quick = false;
  std::vector<std::string> words;  ///< what else was given
  /// A number of rounds or rows: whole, or for --quick.
  template <typename Number>
  Number size(Number whole, Number smallest) const {
    return quick ? smallest : whole;
  }
};
inline Options options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--quick") {
      options.quick = true;
    } else {
      options.words.emplace_back(argv[i]);
    }
  }
  return options;
}

/// CPU time of the whole process, all threads.
inline double cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}
/// CPU microseconds of one call, over `count` of them.
template <typename Work>
double us_each(int count, Work work) {
  const double start = cpu_us();
  for (int i = 0; i < count; ++i) work();
  return (cpu_us() - start) / count;
}

inline double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + std::ssize(values) / 2);
  return values[values.size() / 2];
}

/// One row of doc/performance.md.
struct Figure {
  std::string what;                   ///< "issue a certificate, P-256"
  double value = 0;                   ///< what ours took
  std::string unit;                   ///< "us CPU", "MB", "s"
  std::string against{};              ///< what ran beside it in the same rounds, or what the value is held against
  std::optional<double> reference{};  ///< what that took, in the same unit
  /// The number that is held against the bar, and how it reads: "ratio" (median of the rounds' ratios), or `unit`.
  double held = 0;
  std::string held_unit = "ratio";
  std::optional<double> bar{};  ///< absent: told, not judged
  bool at_least = false;        ///< the bar is a floor, not a ceiling
  std::string note{};           ///< one clause for the table, if there is something to say
};

/// Prints a line for people and one for bench/run.
inline void report(const Figure& figure) {
  std::printf("%-58s %10.2f %-7s", figure.what.c_str(), figure.value, figure.unit.c_str());
  if (figure.reference) std::printf(" | %s %.2f", figure.against.c_str(), *figure.reference);
  std::printf(" | %.2f %s", figure.held, figure.held_unit.c_str());
  if (figure.bar) {
    const bool good = figure.at_least ? figure.held >= *figure.bar : figure.held <= *figure.bar;
    std::printf(" (bar %s %.2f: %s)", figure.at_least ? ">=" : "<=", *figure.bar, good ? "held" : "MISSED");
  }
  boost::json::object line{{"what", figure.what},         {"value", figure.value}, {"unit", figure.unit},
                           {"against", figure.against},   {"held", figure.held},   {"held_unit", figure.held_unit},
                           {"at_least", figure.at_least}, {"note", figure.note}};
  if (figure.reference) line["reference"] = *figure.reference;
  if (figure.bar) line["bar"] = *figure.bar;
  std::printf("\nfigure %s\n", boost::json::serialize(line).c_str());
  std::fflush(stdout);
}

/// main() of a bench: a failure is told and ends it with 1.
template <typename Body>
int run(const char* name, int argc, char** argv, Body body) {
  try {
    body(options(argc, argv));
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s: %s\n", name, failure.what());
    return 1;
  }
}

}  // namespace madoguchi::bench
