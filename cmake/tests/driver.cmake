# A job in a process that the story tests kill (test/story/killed_*_test.cpp).
tell_folders(test/driver/issue_driver.cpp)
add_executable(issue_driver EXCLUDE_FROM_ALL test/driver/issue_driver.cpp)
target_link_libraries(issue_driver PRIVATE madoguchi_story_support)
add_dependencies(story_tests issue_driver)
