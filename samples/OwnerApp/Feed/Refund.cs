using System.ComponentModel.DataAnnotations.Schema;

namespace OwnerApp.Feed;

/// <summary>What the feed needs of a refund.</summary>
[Table("refunds", Schema = "shop")]
internal sealed record Refund(long Id, ulong OrderId, decimal Amount, string? Reason, DateTimeOffset RefundedAt);
