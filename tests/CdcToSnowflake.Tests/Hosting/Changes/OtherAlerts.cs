using System.ComponentModel.DataAnnotations.Schema;
using CdcToSnowflake.Hosting.Changes;

namespace CdcToSnowflake.Tests.Hosting.Changes;

/// <summary>Follows the same table beside the first.</summary>
public sealed class OtherAlerts : IChangeHandler<OtherAlerts.Row>
{
    private int _taken;

    public int Taken => Volatile.Read(ref _taken);

    public Task HandleAsync(ChangeBatch<Row> changes, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _taken, changes.Changes.Count);
        return Task.CompletedTask;
    }

    /// <summary>A class with properties, as an ORM has them.</summary>
    [Table("orders", Schema = "alerts")]
    public sealed class Row
    {
        [Column("id")]
        public long Number { get; set; }

        [NotMapped]
        public string Elsewhere { get; set; } = "";
    }
}
