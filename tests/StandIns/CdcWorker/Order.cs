using System.ComponentModel.DataAnnotations.Schema;

namespace CdcWorker;

/// <summary>A row.</summary>
[Table("orders", Schema = "killed")]
internal sealed record Order(long Id);
