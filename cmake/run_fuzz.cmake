# cmake -D FUZZER=… -D SEEDS=… -D WORK=… -D SECONDS=… -P run_fuzz.cmake: one bounded run. What it finds stays in
# WORK/found.
set(seconds ${SECONDS})
if(DEFINED ENV{MADOGUCHI_FUZZ_SECONDS})
  set(seconds $ENV{MADOGUCHI_FUZZ_SECONDS})
endif()
file(GLOB seeds ${SEEDS}/*)
if(NOT seeds)
  message(FATAL_ERROR "no seed in ${SEEDS}")
endif()
file(REMOVE_RECURSE ${WORK}/corpus)
file(MAKE_DIRECTORY ${WORK}/corpus ${WORK}/found)
file(COPY ${seeds} DESTINATION ${WORK}/corpus)
set(dictionary)
if(EXISTS ${SEEDS}.dict)
  set(dictionary -dict=${SEEDS}.dict)
endif()
execute_process(
  COMMAND ${FUZZER} ${WORK}/corpus ${dictionary} -max_total_time=${seconds} -timeout=10 -rss_limit_mb=2048
    -artifact_prefix=${WORK}/found/ -print_final_stats=1
  RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "the fuzzer found something (${status}): see ${WORK}/found")
endif()
