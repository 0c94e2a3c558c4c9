#pragma once
#include "usecase/record.h"

namespace madoguchi {

/// What a notice is about (R26).
enum class NoticeKind : std::uint8_t {
  renewal,      ///< 更新案内: the contacts who want it (要); none may be left (R30)
  billing,      ///< 請求のお知らせ: 事務担当者
  certificate,  ///< issued, scheduled, revoked: 登録担当者 and 技術担当者, whatever their flag says (R30, R67, R87)
  security,     ///< 登録担当者, 技術担当者 and 申請者, whatever their flag says
};
/// To whom it goes: the contract's current contacts at this moment (R26), one for each address.
std::vector<Recipient> recipients_for(Work& work, const ContractId& contract, NoticeKind kind);

}  // namespace madoguchi
