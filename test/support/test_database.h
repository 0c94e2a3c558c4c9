#pragma once
#include <memory>
#include <string>

namespace madoguchi {

/// A fresh, migrated database of one test, removed with the object. `backend` is "sqlite" (a file in a folder of its
/// own) or "postgres" (a database on the server of MADOGUCHI_TEST_POSTGRES; a Failure tells what to do if there is
/// none). Made from a template, so it is cheap: a few milliseconds on SQLite, tens on PostgreSQL.
class TestDatabase {
 public:
  explicit TestDatabase(const std::string& backend);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  /// For sql::connect() and sql::Pool. SQLite gets "?synchronous=off" here and nowhere else.
  const std::string& url() const { return url_; }

 private:
  std::string url_;
  std::string folder_;  ///< SQLite: removed at the end
  std::string name_;    ///< PostgreSQL: dropped at the end
};

/// A folder under the system's temporary folder, removed with everything in it at the end.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The folder of the migrations in the source tree.
std::string migrations_folder();

}  // namespace madoguchi
