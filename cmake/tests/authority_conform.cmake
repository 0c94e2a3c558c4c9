# Certificates and CRLs judged by OpenSSL, GnuTLS and NSS, not only by our own code.
add_executable(authority_driver test/conform/authority_driver.cpp)
target_link_libraries(authority_driver PRIVATE madoguchi_main)
add_test(NAME conform.authority COMMAND ${CMAKE_SOURCE_DIR}/test/conform/authority.sh
  $<TARGET_FILE:madoguchi> $<TARGET_FILE:authority_driver> ${CMAKE_SOURCE_DIR}/policy)
set_tests_properties(conform.authority PROPERTIES LABELS conform TIMEOUT 300)
