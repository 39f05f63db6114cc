using System.Globalization;
using CdcToSnowflake.Files;
using CdcToSnowflake.Model;
using MySqlConnector;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Rows that are read by their keys, since RAW was found to have others.</summary>
internal sealed partial class ChunkReader
{
    // Servers look up each by the index; beyond some thousands of alternatives they would rather read the whole table.
    private const int KeysAtOnce = 500;

    private readonly RowSpool _asked = new(scratchFolder);

    // The rows that there are come first, then those that there aren't, as their keys alone. All of it is from within one window: what the log touches meanwhile is passed over, of whichever statement it was.
    private async Task<SnapshotChunk> SelectAskedAsync(SourceSession session, AskedRows asked, SnapshotChunk chunk, CancellationToken cancellationToken)
    {
        var (table, key) = (chunk.Table!, chunk.Key);
        if (!asked.Key.SequenceEqual(key.Select(index => table.Columns[index].Name), StringComparer.OrdinalIgnoreCase) || Parsed(asked, table, key) is not (var absent, var statements, var isBinary))
        {
            return chunk with { IsUnfit = true, Keys = [] };
        }

        var keys = absent.Keys.ToHashSet(KeyComparer.Instance);
        try
        {
            await SelectAskedAsync(session, statements, isBinary, chunk, absent, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException e) when (ReadFailure.IsOfCharset(e))
        {
            return chunk with { IsUnfit = true, Keys = [] };
        }

        foreach (var values in absent.Values)
        {
            SpoolKey(_rows, table, key, values);
            _rows.Spill();
        }

        return chunk with { Keys = keys, Absent = absent.Count };
    }

    // Takes out of the keys those that are found.
    private async Task SelectAskedAsync(SourceSession session, List<string> statements, bool isBinary, SnapshotChunk chunk, Dictionary<byte[], byte[][]> absent, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await session.ReadAsync(
                statement,
                isBinary,
                row =>
                {
                    var found = _keyBytes.Of(Spool(row), chunk.Table!, chunk.Key).ToArray();
                    if (!absent.Remove(found))
                    {
                        // Not asked for, but equal to one that is by the column's collation; or found twice for that reason.
                        _rows.Drop();
                    }

                    _rows.Spill();
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    // Null if a key isn't of its columns' types, or can't be in a file: RAW can have what the source can't, and what is written as a delete must be that very key.
    private (Dictionary<byte[], byte[][]> Keys, List<string> Statements, bool IsBinary)? Parsed(AskedRows asked, QueriedTable table, int[] key)
    {
        try
        {
            var select = new TableSelect(table, key);
            var trial = new RowBuffer(table.ToSourceTable(key), [.. table.Columns.Select(column => column.Labels)], new ZeroDatePolicy(ZeroDates.Null), null);
            var keys = new Dictionary<byte[], byte[][]>(KeyComparer.Instance);
            foreach (var row in asked.Rows)
            {
                var values = Parse(row);
                for (var i = 0; i < key.Length; i++)
                {
                    CheckRange(table.Columns[key[i]].Form.Type, values[i]);
                    QueriedValue.Add(values[i], trial.Columns[key[i]]);
                }

                _asked.Clear();
                keys[_keyBytes.Of(SpoolKey(_asked, table, key, values), table, key).ToArray()] = values;
            }

            return (keys, [.. keys.Values.Chunk(KeysAtOnce).Select(select.Of)], select.IsBinary);
        }
        catch (Exception e) when (e is FormatException or UnfitValueException or OverflowException)
        {
            return null;
        }
    }

    // A negative number and a large unsigned one have the same bits.
    private static void CheckRange(SourceType type, byte[] value)
    {
        var bits = type.Kind switch
        {
            SourceKind.TinyInt => 8,
            SourceKind.SmallInt or SourceKind.Year => 16,
            SourceKind.MediumInt => 24,
            SourceKind.Int => 32,
            SourceKind.BigInt => 64,
            SourceKind.Bit => type.Precision,
            _ => 0,
        };
        if (bits == 0)
        {
            return;
        }

        var number = Int128.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var isUnsigned = type.IsUnsigned || type.Kind == SourceKind.Bit;
        var most = Int128.One << (isUnsigned ? bits : bits - 1);
        if (number >= most || number < (isUnsigned ? 0 : -most))
        {
            throw new OverflowException($"{number} isn't a number of {bits} bits.");
        }
    }

    private static QueriedRow SpoolKey(RowSpool rows, QueriedTable table, int[] key, byte[][] values)
    {
        rows.Begin();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (Array.IndexOf(key, i) is >= 0 and var part)
            {
                var (array, start) = rows.Value(values[part].Length);
                values[part].CopyTo(array, start);
            }
            else
            {
                rows.Null();
            }
        }

        return rows.End();
    }
}
