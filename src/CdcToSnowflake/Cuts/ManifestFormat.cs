using System.Buffers;
using System.Text.Json;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Cuts;

/// <summary>Manifests as NDJSON: a line for the cut, then one for each changed table.</summary>
internal static class ManifestFormat
{
    // From 2 on there are snapshots. A cut without them says 1, so that a program from before goes on as long as there are none.
    private const int Version = 2;
    private const int VersionWithoutSnapshots = 1;
    private const string CutKind = "cut";
    private const string TableKind = "table";
    private const string SweepKind = "sweep";

    public static byte[] Write(CutManifest manifest)
    {
        var output = new ArrayBufferWriter<byte>();
        Line(output, new CutLine
        {
            Kind = CutKind,
            Version = manifest.Snapshots.IsNone ? VersionWithoutSnapshots : Version,
            Cut = manifest.Cut,
            Writer = manifest.Writer,
            Brand = manifest.Brand,
            Tables = manifest.Tables.Count,
            Rows = manifest.Rows,
            From = PositionJson.Of(manifest.From),
            To = PositionJson.Of(manifest.To),
            FirstCommitAt = manifest.FirstCommitAt,
            LastCommitAt = manifest.LastCommitAt,
            ClosedAt = manifest.ClosedAt,
            CommittedAt = manifest.CommittedAt,
            Emptied = manifest.Unsettled.Emptied is { Count: > 0 } emptied ? emptied : null,
            Handled = manifest.Unsettled.Handled is { Count: > 0 } handled ? handled : null,
            Sweeps = manifest.Snapshots.Ended.Count is > 0 and var sweeps ? sweeps : null,
            Snapshots = manifest.Snapshots.UnderWay.Count > 0 ? [.. manifest.Snapshots.UnderWay.Values] : null,
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

        foreach (var sweep in manifest.Snapshots.Ended)
        {
            Line(output, new SweepLine
            {
                Kind = SweepKind,
                Cut = manifest.Cut,
                Writer = manifest.Writer,
                Table = sweep.Table,
                FirstCut = sweep.FirstCut,
                Ids = sweep.Ids,
            }, ManifestJsonContext.Default.SweepLine);
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
            var first = lines.Count > 0 ? lines[0] : default;
            if (ObjectVersion.Of(first.Span) is > Version and var newer)
            {
                throw ManifestException.OfNewerVersion(key, newer, Version);
            }

            var header = JsonSerializer.Deserialize(first.Span, ManifestJsonContext.Default.CutLine);
            Check(key, header is { Kind: CutKind }, "its first line isn't a cut's");
            Check(key, header!.Version >= VersionWithoutSnapshots, $"it has version {header.Version}, which no release wrote");
            Check(key, header.Cut == cut, $"it says that it is cut {header.Cut}");
            Check(key, header.Brand == brand, $"it belongs to brand {header.Brand}");
            Check(key, !string.IsNullOrEmpty(header.Writer), "it names no writer");
            var to = header.To?.ToPosition();
            Check(key, to is not null, "it has no position");
            var sweeps = header.Sweeps ?? 0;
            Check(key, header.Tables >= 0 && sweeps >= 0 && header.Tables + (long)sweeps == lines.Count - 1, $"it speaks of {header.Tables} tables and {sweeps} ended snapshots and has {lines.Count - 1} lines of them");
            var tables = lines.Skip(1).Take(header.Tables).Select(line => Table(key, header, line)).ToList();
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
                ClosedAt = header.ClosedAt,
                CommittedAt = header.CommittedAt,
                Tables = tables,
                Unsettled = new UnsettledTables(header.Emptied ?? [], header.Handled ?? []),
                Snapshots = Snapshots(key, header, lines.Skip(1 + header.Tables)),
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

    private static SnapshotNews Snapshots(string key, CutLine header, IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        var news = SnapshotNews.None;
        foreach (var snapshot in header.Snapshots ?? [])
        {
            Check(key, snapshot is { Schema.Length: > 0, Table.Length: > 0, Ids: not null, Key: not null, Rows: >= 0 } && snapshot.Ids.All(id => !string.IsNullOrEmpty(id)), "one of its snapshots lacks a table or ids");
            Check(key, IsKey(snapshot.Last, snapshot) && IsKey(snapshot.Largest, snapshot) && (snapshot.Last is null || snapshot.Largest is not null), "one of its snapshots has keys that aren't its key columns'");
            news = news.With(StorePath.Table(snapshot.Schema, snapshot.Table), snapshot);
        }

        foreach (var line in lines)
        {
            var sweep = JsonSerializer.Deserialize(line.Span, ManifestJsonContext.Default.SweepLine);
            Check(key, sweep is { Kind: SweepKind } && sweep.Cut == header.Cut && sweep.Writer == header.Writer, "one of its lines is another cut's");
            Check(key, sweep is { Table: not null, Ids: not null } && sweep.Ids.All(id => !string.IsNullOrEmpty(id)) && sweep.FirstCut <= header.Cut, "one of its ended snapshots lacks a table, or begins after it");
            news = news with { Ended = news.Ended.Add(new TableSweep(sweep!.Table!, sweep.FirstCut, sweep.Ids!)) };
        }

        return news;

        static bool IsKey(IReadOnlyList<string>? values, TableSnapshot snapshot) =>
            values is null || (values.Count == snapshot.Key.Count && values.All(value => value is not null && value.Length % 2 == 0 && value.All(char.IsAsciiHexDigit)));
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
