/**
 * Shapley values of players by time: each player's mean contribution over all orders in which they may join
 * (L. S. Shapley, "A Value for n-Person Games", Contributions to the Theory of Games II, 1953). They add up to the value of
 * all players less that of none.
 * @param values series of the value of each coalition, by its members' bits: entry 0 is that of nobody
 * @param players their number; there are 2^players series
 */
export function shapleyValues(values: readonly Float32Array[], players: number): Float32Array[] {
  const weights = Array.from({ length: players }, (_, size) => shareOfOrders(size, players));
  return Array.from({ length: players }, (_, player) => {
    const own = new Float64Array(values[0].length);
    for (let coalition = 0; coalition < values.length; coalition++) {
      if (has(coalition, player)) continue;
      const weight = weights[sizeOf(coalition)];
      const [without, joined] = [values[coalition], values[coalition | (1 << player)]];
      for (let i = 0; i < own.length; i++) own[i] += weight * (joined[i] - without[i]);
    }
    return Float32Array.from(own);
  });
}

/** Whether a player is a member of a coalition. */
export function has(coalition: number, player: number): boolean {
  return ((coalition >> player) & 1) === 1;
}

function sizeOf(coalition: number): number {
  return coalition === 0 ? 0 : (coalition & 1) + sizeOf(coalition >> 1);
}

/** Share of the orders in which exactly the members of one coalition of a size stand before one player. */
function shareOfOrders(size: number, players: number): number {
  return (factorial(size) * factorial(players - size - 1)) / factorial(players);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
