#include "usecase/show_figures.h"

namespace madoguchi {

Result<store::DeskCounts> show_figures(Work& work) {
  if (!work.actor.officer) return refuse(ErrorCode::forbidden, "forbidden");
  return work.store.desk_search.counts(work.now, work.now + kClockRunsOutSeconds, work.now + Seconds(1),
                                       work.now + kRevocationsAheadSeconds);
}

}  // namespace madoguchi
