#include "parse/arborescence.h"

#include <algorithm>

#include "nn/simd.h"

namespace khaldun {
namespace {

constexpr float kNever = -1e30F;

/// Chu-Liu-Edmonds on a dense graph of n + 1 nodes, node 0 the root: a cycle becomes one node of a smaller graph,
/// O(n^3) at worst, O(n^2) where the greedy choice is already a tree, which it nearly always is.
class Edmonds {
 public:
  Edmonds(const std::vector<float>& scores, size_t nodes) : score_(scores), nodes_(nodes) {}

  std::vector<uint32_t> solve() {
    // No node heads itself: the edge scores kNever.
    std::vector<uint32_t> head(nodes_, 0);
    for (size_t v = 1; v < nodes_; ++v) head[v] = static_cast<uint32_t>(simd::greatest(&score_[v * nodes_], nodes_));
    const std::vector<uint32_t> cycle = find_cycle(head);
    if (cycle.empty()) return head;

    // Contract the cycle into its first node; `enter` and `leave` remember the best edges.
    std::vector<bool> in(nodes_, false);
    float weight = 0;
    for (uint32_t v : cycle) {
      in[v] = true;
      weight += edge(head[v], v);
    }
    std::vector<uint32_t> outside;
    for (uint32_t v = 0; v < nodes_; ++v) {
      if (!in[v]) outside.push_back(v);
    }
    const size_t m = outside.size() + 1, c = outside.size();  // the contracted node comes last
    std::vector<float> smaller(m * m, kNever);
    std::vector<uint32_t> enter(m, 0), leave(m, 0);
    for (size_t a = 0; a < outside.size(); ++a) {
      for (size_t b = 0; b < outside.size(); ++b) smaller[b * m + a] = edge(outside[a], outside[b]);
      for (uint32_t v : cycle) {
        const float in_score = edge(outside[a], v) - edge(head[v], v) + weight;
        if (in_score > smaller[c * m + a]) {
          smaller[c * m + a] = in_score;
          enter[a] = v;
        }
        const float out_score = edge(v, outside[a]);
        if (out_score > smaller[a * m + c]) {
          smaller[a * m + c] = out_score;
          leave[a] = v;
        }
      }
    }
    const std::vector<uint32_t> inner = Edmonds(smaller, m).solve();
    for (size_t b = 0; b < outside.size(); ++b) {
      if (outside[b] == 0) continue;
      head[outside[b]] = inner[b] == c ? leave[b] : outside[inner[b]];
    }
    head[enter[inner[c]]] = outside[inner[c]];
    return head;
  }

 private:
  [[nodiscard]] float edge(size_t from, size_t to) const { return score_[to * nodes_ + from]; }

  [[nodiscard]] std::vector<uint32_t> find_cycle(const std::vector<uint32_t>& head) const {
    std::vector<uint8_t> state(nodes_, 0);  // 0 new, 1 on the way, 2 leads to the root
    state[0] = 2;
    for (uint32_t start = 1; start < nodes_; ++start) {
      uint32_t v = start;
      while (state[v] == 0) {
        state[v] = 1;
        v = head[v];
      }
      if (state[v] == 1) {
        std::vector<uint32_t> cycle = {v};
        for (uint32_t u = head[v]; u != v; u = head[u]) cycle.push_back(u);
        return cycle;
      }
      for (uint32_t u = start; state[u] == 1; u = head[u]) state[u] = 2;
    }
    return {};
  }

  const std::vector<float>& score_;  // [to][from]
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
