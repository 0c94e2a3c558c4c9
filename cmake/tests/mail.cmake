# Our mails judged by Python's email package, and sent through aiosmtpd with STARTTLS and AUTH: by the mail code alone,
# and by the whole service.
add_executable(mail_driver test/conform/mail_driver.cpp)
target_link_libraries(mail_driver PRIVATE madoguchi_mail)
tell_folders(test/conform/mail_driver.cpp)
add_test(NAME conform.mail COMMAND /usr/bin/python3 ${CMAKE_SOURCE_DIR}/test/conform/mail.py $<TARGET_FILE:mail_driver>
  $<TARGET_FILE:madoguchi>)
set_tests_properties(conform.mail PROPERTIES LABELS conform TIMEOUT 120)
