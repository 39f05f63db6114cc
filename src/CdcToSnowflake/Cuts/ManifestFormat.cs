using System.Buffers;
using System.Text.Json;

namespace CdcToSnowflake.Cuts;

/// <summary>Manifests as NDJSON: a line for the cut, then one for each changed table.</summary>
internal static class ManifestFormat
{
    private const int Version = 1;
    private const string CutKind = "cut";
    private const string TableKind = "table";

    public static byte[] Write(CutManifest manifest)
    {
        var output = new ArrayBufferWriter<byte>();
        Line(output, new CutLine
        {
            Kind = CutKind,
            Version = Version,
            Cut = manifest.Cut,
            Writer = manifest.Writer,
            Brand = manifest.Brand,
            Tables = manifest.Tables.Count,
            Rows = manifest.Rows,
            From = PositionJson.Of(manifest.From),
            To = PositionJson.Of(manifest.To),
            FirstCommitAt = manifest.FirstCommitAt,
            LastCommitAt = manifest.LastCommitAt,
            CommittedAt = manifest.CommittedAt,
            Emptied = manifest.Unsettled.Emptied is { Count: > 0 } emptied ? emptied : null,
            Handled = manifest.Unsettled.Handled is { Count: > 0 } handled ? handled : null,
        }, ManifestJsonContext.Default.CutLine);
        foreach (var table in manifest.Tables)
        {
            Line(output, new TableLine
            {
                Kind = TableKind,
                Cut = manifest.Cut,
                Writer = manifest.Writer,
                Table = table.Table,
                Shape = table.Shape,
                Rows = table.Rows,
                Files = table.Files,
            }, ManifestJsonContext.Default.TableLine);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a manifest and checks that it is whole and its own.</summary>
    /// <exception cref="ManifestException">It isn't.</exception>
    public static CutManifest Read(string key, ulong cut, string brand, ReadOnlyMemory<byte> content)
    {
        try
        {
            var lines = Lines(content);
            var header = JsonSerializer.Deserialize(lines.Count > 0 ? lines[0].Span : default, ManifestJsonContext.Default.CutLine);
            Check(key, header is { Kind: CutKind }, "its first line isn't a cut's");
            Check(key, header!.Version == Version, $"it has version {header.Version}, and this program reads version {Version}");
            Check(key, header.Cut == cut, $"it says that it is cut {header.Cut}");
            Check(key, header.Brand == brand, $"it belongs to brand {header.Brand}");
            Check(key, !string.IsNullOrEmpty(header.Writer), "it names no writer");
            var to = header.To?.ToPosition();
            Check(key, to is not null, "it has no position");
            Check(key, header.Tables == lines.Count - 1, $"it speaks of {header.Tables} tables and lists {lines.Count - 1}");
            var tables = lines.Skip(1).Select(line => Table(key, header, line)).ToList();
            Check(key, header.Rows == tables.Sum(table => table.Rows), "its rows don't add up");
            return new CutManifest
            {
                Cut = header.Cut,
                Writer = header.Writer!,
                Brand = header.Brand!,
                From = header.From?.ToPosition(),
                To = to!,
                FirstCommitAt = header.FirstCommitAt,
                LastCommitAt = header.LastCommitAt,
                CommittedAt = header.CommittedAt,
                Tables = tables,
                Unsettled = new UnsettledTables(header.Emptied ?? [], header.Handled ?? []),
            };
        }
        catch (JsonException e)
        {
            throw new ManifestException(key, "it isn't JSON lines", e);
        }
    }

    private static CutTable Table(string key, CutLine header, ReadOnlyMemory<byte> line)
    {
        var table = JsonSerializer.Deserialize(line.Span, ManifestJsonContext.Default.TableLine);
        Check(key, table is { Kind: TableKind } && table.Cut == header.Cut && table.Writer == header.Writer, "one of its lines is another cut's");
        Check(key, table is { Table: not null, Shape: not null, Files: not null, Rows: >= 0 }, "one of its lines lacks a table, a shape or files");
        return new CutTable(table!.Table!, table.Shape!, table.Rows, table.Files!);
    }

    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> content)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!content.IsEmpty)
        {
            var end = content.Span.IndexOf((byte)'\n');
            lines.Add(end < 0 ? content : content[..end]);
            content = end < 0 ? default : content[(end + 1)..];
        }

        return lines;
    }

    private static void Line<T>(ArrayBufferWriter<byte> output, T line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(json, line, type);
        }

        output.Write("\n"u8);
    }

    private static void Check(string key, bool holds, string problem)
    {
        if (!holds)
        {
            throw new ManifestException(key, problem);
        }
    }
}
