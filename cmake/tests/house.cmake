# The house rules that a program can check (label house), and, for ./check alone, its other stages: each a test of this
# one run, so that CTest's closing lines count everything.
foreach(checker layers requirements rules texts)
  add_test(NAME house.${checker} COMMAND ${CMAKE_SOURCE_DIR}/tools/check_${checker})
  add_test(NAME house.${checker}_find_what_is_seeded COMMAND ${CMAKE_SOURCE_DIR}/tools/check_${checker} --self-test)
endforeach()
add_test(NAME house.format COMMAND ${CMAKE_SOURCE_DIR}/tools/check_format)
add_test(NAME house.unity_keeps_apart_what_is_seeded COMMAND ${CMAKE_SOURCE_DIR}/tools/unity_sources --self-test)
set_tests_properties(house.unity_keeps_apart_what_is_seeded house.layers house.layers_find_what_is_seeded
  house.requirements house.requirements_find_what_is_seeded house.rules house.rules_find_what_is_seeded
  house.texts house.texts_find_what_is_seeded house.format PROPERTIES LABELS house TIMEOUT 120)

option(MADOGUCHI_CHECK "register the stages of ./check as tests (only ./check has built what they need)" OFF)
if(MADOGUCHI_CHECK)
  # ./check has looked already: this one reads what it wrote down.
  add_test(NAME check.tidy COMMAND ${CMAKE_SOURCE_DIR}/tools/tidy)
  add_test(NAME check.tsan COMMAND ${CMAKE_CTEST_COMMAND} --test-dir ${CMAKE_SOURCE_DIR}/build/tsan -L concurrent
    --no-tests=error --output-on-failure)
  add_test(NAME check.release_story COMMAND ${CMAKE_SOURCE_DIR}/tools/release_story)
  set(stages check.tidy check.tsan check.release_story)
  file(GLOB fuzz_sources CONFIGURE_DEPENDS src/*/*_fuzz.cpp)
  foreach(source ${fuzz_sources})
    cmake_path(GET source STEM target)
    string(REGEX REPLACE "_fuzz$" "" name ${target})
    add_test(NAME check.fuzz.${name} COMMAND ${CMAKE_CTEST_COMMAND} --test-dir ${CMAKE_SOURCE_DIR}/build/fuzz
      -R "^fuzz[.]${name}$" --no-tests=error --output-on-failure)
    list(APPEND stages check.fuzz.${name})
  endforeach()
  # The pages, as the release serves them, in Debian's Chromium.
  add_test(NAME check.web_budget COMMAND ${CMAKE_SOURCE_DIR}/tools/web budget)
  add_test(NAME check.web_browser COMMAND ${CMAKE_SOURCE_DIR}/tools/web e2e)
  set_tests_properties(check.web_browser PROPERTIES RUN_SERIAL ON
    ENVIRONMENT "MADOGUCHI=${CMAKE_SOURCE_DIR}/build/release/madoguchi;MADOGUCHI_PICTURES=off")
  list(APPEND stages check.web_budget check.web_browser)
  # The long ones first.
  set_tests_properties(${stages} PROPERTIES LABELS check TIMEOUT 1800 COST 1000)
endif()
