using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CdcToSnowflake.Model;

/// <summary>
/// The keys of the object store, relative to its location. Capture writes by them and the generated pipes read by them, so they stand in one place:
/// <c>{brand}/data/{schema}.{table}/{shape}/{cut}-{writer}[-{part}].parquet</c> (<c>data-ndjson/</c> and <c>.ndjson.gz</c>, <c>data-csv/</c> and <c>.csv.gz</c>), <c>{brand}/cuts/{cut}.json</c>, <c>{brand}/shapes/{schema}.{table}/{shape}.json</c>.
/// </summary>
public static class StorePath
{
    // A schema and a table share one folder name, and file systems allow 255 bytes: 2 x 120 and a dot fit.
    private const int LongestPart = 120;
    private const int KeptOfLong = 100;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Writes a name as a part of a path. Bytes of its UTF-8 outside [A-Za-z0-9_-] become <c>~XX</c>: RFC 3986 leaves "~" unreserved, so no layer between here and S3 encodes it again.
    /// A name longer than 120 bytes keeps its first 100 and ends with <c>~~</c> and a hash.</summary>
    /// <param name="name">A brand's, schema's or table's name.</param>
    /// <returns>1 to 120 characters of [A-Za-z0-9_~-]; different for different names.</returns>
    /// <exception cref="ModelException">The name is empty.</exception>
    internal static string Escape(string name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ModelException(ModelProblem.BadName, "A brand's, schema's or table's name is empty. Name it.");
        }
        if (name.Length <= LongestPart && !name.AsSpan().ContainsAnyExcept(Plain))
        {
            return name;
        }
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        StringBuilder path = new(bytes.Length);
        foreach (byte b in bytes)
        {
            if (Plain.Contains((char)b))
            {
                path.Append((char)b);
            }
            else
            {
                path.Append(CultureInfo.InvariantCulture, $"~{b:X2}");
            }
        }
        if (path.Length <= LongestPart)
        {
            return path.ToString();
        }
        path.Length = KeptOfLong;
        return path.Append("~~").Append(Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))).ToString();
    }

    /// <summary>A table's part of a path, also its name in manifests.</summary>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns><c>{schema}.{table}</c>, escaped.</returns>
    internal static string Table(string schema, string table) => $"{Escape(schema)}.{Escape(table)}";

    /// <summary>The folder of everything of a brand.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns><c>{brand}/</c>.</returns>
    public static string Brand(string brand) => $"{Escape(brand)}/";

    /// <summary>The folder of a table's files of one shape, within the brand's folder.</summary>
    /// <param name="table">The table.</param>
    /// <returns><c>data/{schema}.{table}/{shape}/</c>, or <c>data-ndjson/…</c>, <c>data-csv/…</c>; the slash keeps a prefix from meaning two tables.</returns>
    internal static string DataWithinBrand(SourceTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"{AllDataWithinBrand(table)}{table.Shape}/";
    }

    /// <summary>The folder of a table's files of all shapes in one format, within the brand's folder.</summary>
    /// <param name="table">The table, in any shape of the format.</param>
    /// <returns><c>data/{schema}.{table}/</c>, or <c>data-ndjson/…</c>, <c>data-csv/…</c>: a pipe reads one format, so no prefix may hold two.</returns>
    internal static string AllDataWithinBrand(SourceTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"{Folder(table.Format)}/{Table(table.Schema, table.Name)}/";
    }

    /// <summary>The folder of the manifests within the brand's folder.</summary>
    internal const string CutsWithinBrand = "cuts/";

    /// <summary>The folder of a brand's manifests.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns><c>{brand}/cuts/</c>.</returns>
    internal static string Cuts(string brand) => Brand(brand) + CutsWithinBrand;

    /// <summary>The key of a cut's manifest.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="cut">The cut's number, from 1.</param>
    /// <returns><c>{brand}/cuts/{cut}.json</c>, the number with 20 digits so that keys sort as numbers do.</returns>
    internal static string Cut(string brand, ulong cut) => string.Create(CultureInfo.InvariantCulture, $"{Cuts(brand)}{cut:D20}.json");

    /// <summary>The key of a file of rows.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="table">The table.</param>
    /// <param name="cut">The cut's number, from 1.</param>
    /// <param name="writer">The id of the capture that writes: letters, digits, "_" and "-".</param>
    /// <param name="part">0 for the first file of a table in a cut, then 1, 2, …</param>
    /// <returns><c>{brand}/data/{schema}.{table}/{shape}/{cut}-{writer}[-{part}].parquet</c>, or as the table's format has it.</returns>
    internal static string Data(string brand, SourceTable table, ulong cut, string writer, int part = 0)
    {
        string suffix = part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{part}");
        return string.Create(CultureInfo.InvariantCulture, $"{Brand(brand)}{DataWithinBrand(table)}{cut:D20}-{Escape(writer)}{suffix}{Extension(table.Format)}");
    }

    /// <summary>Whether a key is that of a file of rows.</summary>
    internal static bool IsData(string key) => key.Split('/') is [_, "data" or "data-ndjson" or "data-csv", _, ..];

    /// <summary>The brand's part of the key of a manifest or a file of rows, whatever stands before it.</summary>
    /// <returns>The brand, escaped; null if it is another key.</returns>
    internal static string? BrandPartOf(string key) => key.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [.., string brand, "cuts", _] => brand,
        [.., string brand, "data" or "data-ndjson" or "data-csv", _, _, _] => brand,
        _ => null,
    };

    private static string Folder(FileFormat format) => format switch
    {
        FileFormat.Parquet => "data",
        FileFormat.NdjsonGzip => "data-ndjson",
        FileFormat.CsvGzip => "data-csv",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a file format."),
    };

    private static string Extension(FileFormat format) => format switch
    {
        FileFormat.Parquet => ".parquet",
        FileFormat.NdjsonGzip => ".ndjson.gz",
        _ => ".csv.gz",
    };

    /// <summary>The folder of a brand's shape files.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns><c>{brand}/shapes/</c>.</returns>
    internal static string Shapes(string brand) => Brand(brand) + "shapes/";

    /// <summary>The key of a table's shape file.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="table">The table.</param>
    /// <returns><c>{brand}/shapes/{schema}.{table}/{shape}.json</c>.</returns>
    internal static string Shape(string brand, SourceTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"{Shapes(brand)}{Table(table.Schema, table.Name)}/{table.Shape}.json";
    }

    /// <summary>The folder of what is known of a brand's snapshots.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns><c>{brand}/snapshots/</c>.</returns>
    internal static string Snapshots(string brand) => Brand(brand) + "snapshots/";

    /// <summary>The folder of what was asked of a brand's snapshots.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns><c>{brand}/snapshots/asked/</c>.</returns>
    internal static string SnapshotsAsked(string brand) => Snapshots(brand) + "asked/";

    /// <summary>The key that asks for a snapshot of a table.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <param name="id">The request's id: letters, digits, "_" and "-".</param>
    /// <returns><c>{brand}/snapshots/asked/{schema}.{table}/{id}.json</c>.</returns>
    internal static string SnapshotAsked(string brand, string schema, string table, string id) => $"{SnapshotsAsked(brand)}{Table(schema, table)}/{Escape(id)}.json";

    /// <summary>That a table is left out from a cut on, so that it is to be read once it is taken again.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="table">The table.</param>
    /// <param name="cut">The first cut without it.</param>
    /// <returns><c>{brand}/snapshots/left-out/{schema}.{table}/{cut}.json</c>.</returns>
    internal static string SnapshotLeftOut(string brand, string schema, string table, ulong cut) => string.Create(CultureInfo.InvariantCulture, $"{Snapshots(brand)}left-out/{Table(schema, table)}/{cut}.json");

    /// <summary>The key that says that a snapshot of a table has ended.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="table">The table's part of paths (<see cref="Table"/>).</param>
    /// <param name="id">The request's id, or <c>initial</c>.</param>
    /// <returns><c>{brand}/snapshots/done/{schema}.{table}/{id}.json</c>.</returns>
    internal static string SnapshotDone(string brand, string table, string id) => $"{Snapshots(brand)}done/{table}/{Escape(id)}.json";
}
