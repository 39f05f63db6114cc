using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CdcToSnowflake.Model;

/// <summary>The hash that names a set of columns. The text below is what paths in the store stand on: it must never change.</summary>
internal static class TableShape
{
    // 32 bits: a table has a handful of shapes in its life, so a collision within one table is about one in a billion.
    private const int HashedBytes = 4;

    public static string Of(SourceTable table)
    {
        StringBuilder text = new();
        foreach (SourceColumn column in table.Columns)
        {
            // The length before the name makes the text unambiguous, whatever the name holds.
            SourceType type = column.Type;
            text.Append(CultureInfo.InvariantCulture, $"{column.Name.Length}:{column.Name} {type.Kind} {(type.IsUnsigned ? 'u' : 's')} ");
            text.Append(CultureInfo.InvariantCulture, $"{type.Precision} {type.Scale} {type.Length} {(column.IsNullable ? 'n' : 'r')}{(column.Treatment is { } treatment ? $" {treatment}" : "")}\n");
        }
        foreach (string name in table.Key)
        {
            text.Append(CultureInfo.InvariantCulture, $"key {name.Length}:{name}\n");
        }
        if (table.Format != FileFormat.Parquet)
        {
            text.Append(CultureInfo.InvariantCulture, $"format {table.Format}\n");
        }
        if (table.IsAppendOnly)
        {
            text.Append("append-only\n");
        }
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return "v" + Convert.ToHexStringLower(hash.AsSpan(0, HashedBytes));
    }
}
