namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A pipe that is there.</summary>
/// <param name="Comment">Its comment, which ends with a fingerprint once all that belongs to its making was done.</param>
/// <param name="Queue">The ARN of the SQS queue that it hears of files from; null if it is told in other ways.</param>
/// <param name="Owner">The role that it loads as; empty where this process made it, and where the account doesn't tell.</param>
internal sealed record PipeFacts(string Comment, string? Queue, string Owner)
{
    private const string HandingOver = "Being handed over:";

    /// <summary>Whether it stands still; null where that wasn't asked, since the plan won't give it away.</summary>
    public bool? IsPaused { get; init; }

    /// <summary>Whether a plan has begun to hand it over, and may have left it standing still.</summary>
    public bool IsBegun => Comment.StartsWith(HandingOver, StringComparison.Ordinal);

    /// <summary>Its comment but for that it is being handed over; empty until it is complete.</summary>
    public string Label => IsBegun ? Comment[HandingOver.Length..].TrimStart() : Comment;

    /// <summary>The same without a label.</summary>
    public PipeFacts Unlabelled => this with { Comment = IsBegun ? HandingOver : "" };

    /// <summary>The same while it is handed over.</summary>
    public PipeFacts Begun => IsBegun ? this : this with { Comment = $"{HandingOver} {Comment}".TrimEnd() };
}
