using System.ComponentModel.DataAnnotations.Schema;

namespace OwnerApp.Feed;

/// <summary>What the feed needs of an order.</summary>
[Table("orders", Schema = "shop")]
internal sealed record Order(ulong Id, string Status, string Channel, decimal Total, DateTimeOffset PlacedAt, DateTime? FinishedAt, bool IsTest);
