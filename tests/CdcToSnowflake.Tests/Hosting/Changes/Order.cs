using System.ComponentModel.DataAnnotations.Schema;

namespace CdcToSnowflake.Tests.Hosting.Changes;

[Table("orders", Schema = "alerts")]
public sealed record Order(ulong Id, decimal Total, OrderStatus Status, DateTimeOffset CreatedAt, string? Note, bool IsGift = false);
