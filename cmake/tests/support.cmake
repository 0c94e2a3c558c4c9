# What the HTTP helpers of test/support need besides.
target_link_libraries(madoguchi_test_support PRIVATE Boost::json)

# api/*.yaml as build/<preset>/api/*.json, for test/support/openapi_check.
file(GLOB api_files CONFIGURE_DEPENDS api/*.yaml)
set(api_json)
foreach(source ${api_files})
  cmake_path(GET source STEM name)
  set(target ${CMAKE_BINARY_DIR}/api/${name}.json)
  add_custom_command(OUTPUT ${target} COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/api
    COMMAND ${CMAKE_SOURCE_DIR}/tools/yaml_to_json ${source} ${target}
    DEPENDS ${source} ${CMAKE_SOURCE_DIR}/tools/yaml_to_json VERBATIM)
  list(APPEND api_json ${target})
endforeach()
add_custom_target(madoguchi_api_json DEPENDS ${api_json})
add_dependencies(madoguchi_test_support madoguchi_api_json)
