# The house rules that a program can check (label house), and, for ./check alone, its other stages: each a test of this
# one run, so that CTest's closing lines count everything.
foreach(checker layers rules)
  add_test(NAME house.${checker} COMMAND ${CMAKE_SOURCE_DIR}/tools/check_${checker})
  add_test(NAME house.${checker}_find_what_is_seeded COMMAND ${CMAKE_SOURCE_DIR}/tools/check_${checker} --self-test)
endforeach()
add_test(NAME house.format COMMAND ${CMAKE_SOURCE_DIR}/tools/check_format)
set_tests_properties(house.layers house.layers_find_what_is_seeded house.rules house.rules_find_what_is_seeded
  house.format PROPERTIES LABELS house TIMEOUT 120)

option(MADOGUCHI_CHECK "register the stages of ./check as tests (only ./check has built what they need)" OFF)
if(MADOGUCHI_CHECK)
  add_test(NAME check.tidy COMMAND ${CMAKE_SOURCE_DIR}/tools/tidy)
  add_test(NAME check.tsan COMMAND ${CMAKE_CTEST_COMMAND} --test-dir ${CMAKE_SOURCE_DIR}/build/tsan -L concurrent
    --no-tests=error --output-on-failure)
  add_test(NAME check.fuzz COMMAND ${CMAKE_CTEST_COMMAND} --test-dir ${CMAKE_SOURCE_DIR}/build/fuzz -L fuzz
    --no-tests=error --output-on-failure)
  add_test(NAME check.release_story COMMAND ${CMAKE_SOURCE_DIR}/tools/release_story)
  set_tests_properties(check.tidy check.tsan check.fuzz check.release_story PROPERTIES LABELS check TIMEOUT 1800)
  set_tests_properties(check.tidy PROPERTIES PROCESSORS 2)
endif()
