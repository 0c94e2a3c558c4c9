add_test(NAME with_postgres COMMAND ${CMAKE_SOURCE_DIR}/test/tools/with_postgres_test)
set_tests_properties(with_postgres PROPERTIES LABELS unit TIMEOUT 120)
