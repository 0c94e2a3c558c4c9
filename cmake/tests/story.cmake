# The whole story by the built program, judged by other people's tools; and doc/walkthrough.md, run as it stands.
add_test(NAME conform.walkthrough COMMAND ${CMAKE_SOURCE_DIR}/test/conform/walkthrough.sh $<TARGET_FILE:madoguchi>
  ${CMAKE_SOURCE_DIR}/doc/walkthrough.md)
set_tests_properties(conform.walkthrough PROPERTIES LABELS conform TIMEOUT 600)
add_test(NAME conform.operating COMMAND ${CMAKE_SOURCE_DIR}/test/conform/operating.sh ${CMAKE_BINARY_DIR}
  ${CMAKE_SOURCE_DIR}/doc/operating.md)
set_tests_properties(conform.operating PROPERTIES LABELS conform TIMEOUT 300)
add_test(NAME conform.story COMMAND ${CMAKE_SOURCE_DIR}/test/conform/story.sh $<TARGET_FILE:madoguchi>)
set_tests_properties(conform.story PROPERTIES LABELS conform TIMEOUT 300)
foreach(place "sqlite;token;0" "postgres;file;8" "postgres;token;8")
  list(SUBLIST place 0 2 name)
  list(JOIN name "_" name)
  add_test(NAME conform.story_${name} COMMAND ${CMAKE_SOURCE_DIR}/test/conform/story_on.sh $<TARGET_FILE:madoguchi> ${place})
  set_tests_properties(conform.story_${name} PROPERTIES LABELS conform TIMEOUT 300)
endforeach()

# The service is killed while customers work; nothing is lost or done twice.
add_test(NAME conform.killed_service COMMAND ${CMAKE_SOURCE_DIR}/test/conform/killed_service.py $<TARGET_FILE:madoguchi>)
set_tests_properties(conform.killed_service PROPERTIES LABELS conform TIMEOUT 120)

# The token is pulled out of the running service in the middle of a signature.
add_library(pulled_token MODULE test/conform/pulled_token.cpp)
target_include_directories(pulled_token SYSTEM PRIVATE ${P11KIT_INCLUDE_DIRS})
target_link_libraries(pulled_token PRIVATE ${CMAKE_DL_LIBS})
add_test(NAME conform.pulled_token COMMAND ${CMAKE_SOURCE_DIR}/test/conform/pulled_token.py $<TARGET_FILE:madoguchi>
  $<TARGET_FILE:pulled_token>)
set_tests_properties(conform.pulled_token PROPERTIES LABELS conform TIMEOUT 180)
