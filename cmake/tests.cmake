# Unit tests stand beside what they test (src/<folder>/*_test.cpp): one binary a folder.
# test/story and test/sim are built the same way. Scripts under tools/ and test/conform are added as tests of their own.
enable_testing()
find_package(GTest REQUIRED)
include(GoogleTest)

# Only a source that names a folder is compiled with it: the compiler cache then serves every checkout alike.
function(tell_folders)
  foreach(source ${ARGN})
    file(STRINGS ${source} named REGEX "MADOGUCHI_(SOURCE|BINARY)_DIR")
    if(named)
      set_property(SOURCE ${source} APPEND PROPERTY COMPILE_DEFINITIONS
        MADOGUCHI_SOURCE_DIR="${CMAKE_SOURCE_DIR}" MADOGUCHI_BINARY_DIR="${CMAKE_BINARY_DIR}")
    endif()
  endforeach()
endfunction()

# What several test binaries share: #include "support/test_database.h".
file(GLOB support_sources CONFIGURE_DEPENDS test/support/*.cpp)
file(GLOB story_support_sources CONFIGURE_DEPENDS test/support/example_*.cpp)
tell_folders(${support_sources})
list(REMOVE_ITEM support_sources ${story_support_sources})
add_library(madoguchi_test_support STATIC EXCLUDE_FROM_ALL ${support_sources})
target_include_directories(madoguchi_test_support PUBLIC ${CMAKE_SOURCE_DIR}/test)
target_link_libraries(madoguchi_test_support PUBLIC madoguchi_sql)
# What needs the whole service: a counter with customers, officers and an authority.
add_library(madoguchi_story_support STATIC EXCLUDE_FROM_ALL ${story_support_sources})
target_link_libraries(madoguchi_story_support PUBLIC madoguchi_test_support madoguchi_main
  PRIVATE OpenSSL::Crypto Boost::json GTest::gtest)

function(madoguchi_tests name)
  cmake_parse_arguments(arg "" "GLOB" "LINK;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${arg_GLOB})
  if(NOT sources)
    return()
  endif()
  tell_folders(${sources})
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE madoguchi_test_support ${arg_LINK} GTest::gtest GTest::gtest_main)
  # Tests with Concurrent or Thread in their names get a label such as unit-concurrent (ctest takes a pattern: the
  # preset tsan runs -L concurrent). The target concurrent_tests builds the binaries that hold one.
  foreach(source ${sources})
    file(STRINGS ${source} concurrent REGEX "^TEST(_F|_P)?\\(.*(Concurrent|Thread)")
    if(concurrent)
      add_dependencies(concurrent_tests ${name})
      gtest_discover_tests(${name} TEST_FILTER "*Concurrent*:*Thread*" WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
        DISCOVERY_TIMEOUT 60 PROPERTIES LABELS "${arg_LABELS}-concurrent" TIMEOUT 300)
      break()
    endif()
  endforeach()
  gtest_discover_tests(${name} TEST_FILTER "-*Concurrent*:*Thread*" WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    DISCOVERY_TIMEOUT 60 PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 300)
endfunction()
add_custom_target(concurrent_tests)

foreach(folder base domain text sql pki secret mail store usecase job http main)
  madoguchi_tests(${folder}_tests GLOB src/${folder}/*_test.cpp LINK madoguchi_${folder} LABELS unit)
endforeach()
foreach(folder pki secret sql usecase store)
  if(TARGET ${folder}_tests)
    target_link_libraries(${folder}_tests PRIVATE OpenSSL::Crypto)
  endif()
endforeach()
if(TARGET pki_tests)
  target_include_directories(pki_tests SYSTEM PRIVATE ${P11KIT_INCLUDE_DIRS})
endif()
if(TARGET http_tests)
  target_link_libraries(http_tests PRIVATE Boost::json CURL::libcurl)
endif()
if(TARGET mail_tests)
  target_link_libraries(mail_tests PRIVATE CURL::libcurl)
endif()
madoguchi_tests(story_tests GLOB test/story/*.cpp LINK madoguchi_story_support Boost::json CURL::libcurl OpenSSL::Crypto LABELS story)
madoguchi_tests(sim_tests GLOB test/sim/*.cpp LINK madoguchi_story_support OpenSSL::Crypto LABELS sim)

file(GLOB test_lists CONFIGURE_DEPENDS cmake/tests/*.cmake)
foreach(list ${test_lists})
  include(${list})
endforeach()
