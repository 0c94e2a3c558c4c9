# The whole story by the built program, judged by other people's tools; and doc/walkthrough.md, run as it stands.
add_test(NAME conform.walkthrough COMMAND ${CMAKE_SOURCE_DIR}/test/conform/walkthrough.sh $<TARGET_FILE:madoguchi>
  ${CMAKE_SOURCE_DIR}/doc/walkthrough.md)
set_tests_properties(conform.walkthrough PROPERTIES LABELS conform TIMEOUT 300)
add_test(NAME conform.story COMMAND ${CMAKE_SOURCE_DIR}/test/conform/story.sh $<TARGET_FILE:madoguchi>)
set_tests_properties(conform.story PROPERTIES LABELS conform TIMEOUT 300)
