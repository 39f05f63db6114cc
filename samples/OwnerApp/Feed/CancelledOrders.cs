namespace OwnerApp.Feed;

/// <summary>The orders that were last cancelled: one that changes again afterwards isn't cancelled anew.</summary>
internal sealed class CancelledOrders
{
    private const int Kept = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<(string Brand, ulong Order)> _known = [];
    private readonly Queue<(string Brand, ulong Order)> _order = new();

    /// <returns>Whether it is new.</returns>
    public bool Add(string brand, ulong order)
    {
        lock (_lock)
        {
            if (!_known.Add((brand, order)))
            {
                return false;
            }

            _order.Enqueue((brand, order));
            if (_order.Count > Kept)
            {
                _known.Remove(_order.Dequeue());
            }

            return true;
        }
    }
}
