# What the HTTP helpers of test/support need besides.
target_link_libraries(madoguchi_test_support PRIVATE Boost::json CURL::libcurl)
target_compile_definitions(madoguchi_test_support PUBLIC MADOGUCHI_BINARY_DIR="${CMAKE_BINARY_DIR}")
