using CdcToSnowflake.Files.Reading;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Changes on their way to a handler.</summary>
internal abstract class RowBatch
{
    public abstract int Count { get; }

    /// <summary>About how much memory their values take.</summary>
    public abstract long Bytes { get; }

    public abstract void Add(ChangeOperation operation, RowMapper mapper, RowReader row);

    public abstract void Clear();

    /// <summary>Calls the handler with what was added.</summary>
    public abstract Task HandleAsync(object handler, string brand, ulong cut, CancellationToken cancellationToken);

    /// <summary>A batch for rows of a type.</summary>
    public static RowBatch For(Type row) => (RowBatch)Activator.CreateInstance(typeof(RowBatch<>).MakeGenericType(row))!;

    protected static string TableOf(SourceTable table) => $"{table.Schema}.{table.Name}";
}
