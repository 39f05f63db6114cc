namespace OwnerApp.Feed;

/// <summary>Something that an owner hears of at once.</summary>
/// <param name="Id">Brand, cut and sequence: the same however often it comes.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Brand">The brand's id.</param>
/// <param name="Order">The order's id.</param>
/// <param name="Amount">Its worth, or what went back, in the brand's currency.</param>
/// <param name="Note">The channel of an order, the reason of a refund.</param>
/// <param name="At">When it happened, by the restaurant's clock.</param>
internal sealed record LiveEvent(string Id, LiveKind Kind, string Brand, ulong Order, decimal Amount, string? Note, DateTimeOffset At);
