#pragma once
#include <string>
#include <vector>

#include "domain/can.h"
#include "domain/contact.h"
#include "domain/number_source.h"
#include "usecase/work.h"

/// The numbers that may be called (R119). A number confirms only requests received after it stood on file.
namespace madoguchi {

struct AddVerifiedNumber {
  ContractId contract;
  NumberSubject subject = NumberSubject::registrant;
  std::string phone;  ///< as typed
  NumberSource source = NumberSource::independent_directory;
  std::string found_in;  ///< which database, letter or entry; required
};
/// By a reviewer who is no caller (R102: a caller cannot alter a number); it is on file from now. Refuses forbidden,
/// number.caller_may_not; "/phone" phone.*, contact.registrant_no_mobile (R39), number.already_on_file; "/found_in"
/// input.required; "/source" number.no_main_number: there is no verified main number to have asked at.
Result<VerifiedNumber> add_verified_number(Work& work, const AddVerifiedNumber& command);
/// The same once for `idempotency_key` (R96).
Result<VerifiedNumberId> file_verified_number(Work& work, const AddVerifiedNumber& command,
                                              const std::string& idempotency_key);

/// It is no good from now; requests received before may still be confirmed by it (R40). not_found number.not_found;
/// wrong_state number.ended.
Result<void> end_verified_number(Work& work, const ContractId& contract, const VerifiedNumberId& number);

struct NumberView {
  VerifiedNumber number;
  std::vector<Can> can;  ///< end
};
struct NumbersOfContract {
  std::vector<NumberView> numbers;  ///< with those that have ended
  std::vector<Can> can;             ///< numbers: put another on file
};
/// For officers. Leaves the event number.viewed (R106).
Result<NumbersOfContract> list_verified_numbers(Work& work, const ContractId& contract);

}  // namespace madoguchi
