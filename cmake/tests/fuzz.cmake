# libFuzzer targets (preset fuzz, clang): every src/<folder>/<name>_fuzz.cpp becomes the executable <name>_fuzz, linked
# with its folder's library (http: with the readers alone). Seeds lie in test/fuzz/<name>/, an optional dictionary in test/fuzz/<name>.dict.
# CTest (label fuzz) runs each for MADOGUCHI_FUZZ_SECONDS (environment; by default 20, and 60 for what strangers send to
# the hottest path) on a copy of its seeds.
# Build them all with the target fuzz_targets (what the build preset does).
if(NOT MADOGUCHI_FUZZ)
  return()
endif()
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "MADOGUCHI_FUZZ needs clang: use the preset fuzz")
endif()

target_compile_options(madoguchi_flags INTERFACE
  -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
target_link_options(madoguchi_flags INTERFACE -fsanitize=address,undefined)

# The readers of HTTP stand below the routes; linking their whole folder would build every use case a second time.
add_library(fuzzed_http STATIC EXCLUDE_FROM_ALL
  src/http/head.cpp src/http/json.cpp src/http/listener.cpp src/http/message.cpp src/http/origin.cpp
  src/http/quick_head.cpp)
target_link_libraries(fuzzed_http PUBLIC madoguchi_domain PRIVATE Boost::json)

add_custom_target(fuzz_targets)
file(GLOB fuzz_sources CONFIGURE_DEPENDS src/*/*_fuzz.cpp)
foreach(source ${fuzz_sources})
  cmake_path(GET source STEM target)
  cmake_path(GET source PARENT_PATH folder)
  cmake_path(GET folder FILENAME folder)
  string(REGEX REPLACE "_fuzz$" "" name ${target})
  add_executable(${target} ${source})
  if(folder STREQUAL http)
    target_link_libraries(${target} PRIVATE fuzzed_http)
  else()
    target_link_libraries(${target} PRIVATE madoguchi_${folder})
  endif()
  target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzz_targets ${target})
  set(seconds 20)
  if(name STREQUAL ocsp_request)
    set(seconds 60)
  endif()
  add_test(NAME fuzz.${name} COMMAND ${CMAKE_COMMAND}
    -D FUZZER=$<TARGET_FILE:${target}> -D SEEDS=${CMAKE_SOURCE_DIR}/test/fuzz/${name}
    -D WORK=${CMAKE_BINARY_DIR}/fuzz/${name} -D SECONDS=${seconds} -P ${CMAKE_SOURCE_DIR}/cmake/run_fuzz.cmake)
  set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 7200)
endforeach()
