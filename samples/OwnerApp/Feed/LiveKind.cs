namespace OwnerApp.Feed;

/// <summary>What an owner hears of.</summary>
internal enum LiveKind
{
    /// <summary>An order was placed.</summary>
    Order,

    /// <summary>An order was cancelled.</summary>
    Cancellation,

    /// <summary>Money went back.</summary>
    Refund,
}
