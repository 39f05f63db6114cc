using System.ComponentModel.DataAnnotations.Schema;

namespace CdcToSnowflake.IntegrationTests.Operations;

/// <summary>A row as a handler takes it.</summary>
[Table("orders", Schema = "shop")]
public sealed record RepairedOrder(int Id, string? Note, DateOnly? Day);
