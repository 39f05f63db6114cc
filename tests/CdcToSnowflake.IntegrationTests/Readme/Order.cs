using System.ComponentModel.DataAnnotations.Schema;

namespace CdcToSnowflake.IntegrationTests.Readme;

[Table("orders", Schema = "shop")]
internal sealed record Order(long Id, decimal Total, DateTime CreatedAt, string? Note);
