# CSRs made by OpenSSL, GnuTLS and NSS must be read as they were asked for (R49).
add_executable(read_csr test/conform/read_csr.cpp)
target_link_libraries(read_csr PRIVATE madoguchi_pki)
add_test(NAME conform.csr_makers COMMAND ${CMAKE_SOURCE_DIR}/test/conform/csr_makers.py $<TARGET_FILE:read_csr>)
set_tests_properties(conform.csr_makers PROPERTIES LABELS conform TIMEOUT 300)
