#include "parse/arborescence.h"

#include <algorithm>

#include "nn/simd.h"

namespace khaldun {
namespace {

constexpr float kNever = -1e30F;

/// Chu-Liu-Edmonds on a dense graph of `nodes` nodes, node 0 the root, in O(n^2) as Tarjan has it: from each node up
/// along its best edge; where that leads into a cycle, its nodes become one, whose edges cost what they bring less.
class Edmonds {
 public:
  /// `scores` is [to][from]; no node heads itself, as that edge scores kNever.
  Edmonds(const std::vector<float>& scores, size_t nodes) : given_(scores), nodes_(nodes) {}

  std::vector<uint32_t> solve() {
    std::vector<uint32_t> head(nodes_, 0);
    for (size_t v = 1; v < nodes_; ++v) head[v] = static_cast<uint32_t>(simd::greatest(&given_[v * nodes_], nodes_));
    if (is_tree(head)) return head;  // as it nearly always is

    score_ = given_;
    into_.resize(score_.size());
    for (uint32_t v = 0; v < nodes_; ++v) {
      std::fill_n(into_.begin() + static_cast<std::ptrdiff_t>(v * nodes_), nodes_, v);
      groups_.push_back({v});
      group_of_.push_back(v);
    }
    groups_[0].done = true;
    for (uint32_t v = 1; v < nodes_; ++v) grow(v);

    // Of each group, from the last made on, the edge into it goes to the part that it enters; the others keep theirs.
    for (size_t g = groups_.size(); g-- > nodes_;) {
      uint32_t part = groups_[g].to;
      while (groups_[part].parent != g) part = groups_[part].parent;
      groups_[part].from = groups_[g].from;
      groups_[part].to = groups_[g].to;
    }
    for (size_t v = 1; v < nodes_; ++v) head[v] = groups_[v].from;
    return head;
  }

 private:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  /// A node, or a cycle of groups made one.
  struct Group {
    uint32_t row;                       // of score_ and into_: edges into it
    uint32_t parent = kNone;            // the group that it became a part of
    uint32_t from = 0, to = 0;          // nodes: the best edge into it
    float score = 0;                    // of that edge
    bool done = false, on_way = false;  // it leads to the root; to what is at hand
  };

  /// Goes up from `node` to the root or to what leads there.
  void grow(uint32_t node) {
    uint32_t at = group_of_[node];
    while (!groups_[at].done) {
      if (groups_[at].on_way) at = contract(at);
      Group& group = groups_[at];
      const float* row = &score_[group.row * nodes_];
      group.from = static_cast<uint32_t>(simd::greatest(row, nodes_));
      group.to = into_[group.row * nodes_ + group.from];
      group.score = row[group.from];
      group.on_way = true;
      way_.push_back(at);
      at = group_of_[group.from];
    }
    for (const uint32_t g : way_) groups_[g].done = true;
    way_.clear();
  }

  /// Makes one group of those on the way from `first` on, which are a cycle.
  uint32_t contract(uint32_t first) {
    const auto made = static_cast<uint32_t>(groups_.size());
    groups_.push_back({groups_[first].row});
    float* scores = &score_[groups_[first].row * nodes_];
    uint32_t* into = &into_[groups_[first].row * nodes_];
    for (size_t u = 0; u < nodes_; ++u) scores[u] -= groups_[first].score;
    for (uint32_t part = kNone; part != first; way_.pop_back()) {
      part = way_.back();
      groups_[part].parent = made;
      if (part == first) continue;
      const size_t row = groups_[part].row * nodes_;
      for (size_t u = 0; u < nodes_; ++u) {
        const float score = score_[row + u] - groups_[part].score;
        if (score <= scores[u]) continue;
        scores[u] = score;
        into[u] = into_[row + u];
      }
    }
    for (uint32_t u = 0; u < nodes_; ++u) {
      if (groups_[group_of_[u]].parent != made) continue;
      group_of_[u] = made;
      scores[u] = kNever;
    }
    return made;
  }

  [[nodiscard]] bool is_tree(const std::vector<uint32_t>& head) const {
    std::vector<uint8_t> state(nodes_, 0);  // 0 new, 1 on the way, 2 leads to the root
    state[0] = 2;
    for (uint32_t start = 1; start < nodes_; ++start) {
      uint32_t v = start;
      for (; state[v] == 0; v = head[v]) state[v] = 1;
      if (state[v] == 1) return false;
      for (uint32_t u = start; state[u] == 1; u = head[u]) state[u] = 2;
    }
    return true;
  }

  const std::vector<float>& given_;
  std::vector<float> score_;        // [row][from]; of a group less what the edges that it gives up score
  std::vector<uint32_t> into_;      // [row][from]: the node that the edge goes to
  std::vector<Group> groups_;       // nodes, then cycles as they are made
  std::vector<uint32_t> group_of_;  // by node
  std::vector<uint32_t> way_;       // groups, each headed by the next
  size_t nodes_;
};

}  // namespace

void best_tree(const float* scores, size_t n, std::vector<uint32_t>& heads) {
  const size_t nodes = n + 1;
  std::vector<float> graph(nodes * nodes, kNever);
  for (size_t i = 0; i < n; ++i)
    std::copy_n(scores + i * nodes, nodes, graph.begin() + static_cast<std::ptrdiff_t>((i + 1) * nodes));
  for (size_t v = 1; v < nodes; ++v) graph[v * nodes + v] = kNever;
  std::vector<uint32_t> head = Edmonds(graph, nodes).solve();
  if (std::count(head.begin() + 1, head.end(), 0U) > 1) {
    // More than one word under the root: a price on root edges that only a whole tree without them could outweigh.
    float low = 0, high = 0;
    for (const float* s = scores; s != scores + n * nodes; ++s) {
      low = std::min(low, *s);
      high = std::max(high, *s);
    }
    const float price = (high - low + 1) * static_cast<float>(nodes);
    for (size_t v = 1; v < nodes; ++v) graph[v * nodes] -= price;
    head = Edmonds(graph, nodes).solve();
  }
  heads.assign(head.begin() + 1, head.end());
}

}  // namespace khaldun
