using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>
/// Applies a partial update's operations to a binary document. Only the containers on the operations' paths are taken apart; everything else is copied as it stands, since
/// offsets are relative. One instance is reused: it allocates nothing once its memory has grown to the largest document of some megabytes.
/// </summary>
internal sealed class JsonEdit
{
    /// <summary>How many elements may be moved up or down in one update: some seconds' work, and far beyond what a statement's text can ask for.</summary>
    private const long MaxMoves = 1L << 33;

    private readonly List<JsonContainer> _containers = [];
    private byte[] _bytes = [];
    private byte[] _name = [];
    private int _length;
    private int _used;
    private long _moves;
    private JsonItem _root;

    /// <summary>Forgets what a huge document left behind.</summary>
    public void Trim() => _bytes = _bytes.Length > RowScratch.KeptBytes ? [] : _bytes;

    /// <summary>Applies the operations in order.</summary>
    /// <param name="document">The document before.</param>
    /// <param name="diffs">The operations.</param>
    /// <returns>How many bytes the document takes after; <see cref="Write"/> gives them.</returns>
    public int Apply(ReadOnlySpan<byte> document, ReadOnlySpan<byte> diffs)
    {
        _length = 0;
        _used = 0;
        _moves = 0;

        // Names and values that are added take no more room than the operations that bring them; an empty document becomes a literal of one byte.
        var room = 1L + document.Length + diffs.Length;
        if (_bytes.Length < room)
        {
            _bytes = new byte[room <= Array.MaxLength ? Math.Max(room, Math.Min(_bytes.Length * 2L, Array.MaxLength)) : throw EventPlace.Corrupt($"A partial JSON update of {room} bytes.")];
        }

        _root = Value(document);
        foreach (var diff in new BinlogJsonDiffs(diffs))
        {
            Apply(diff);
        }

        return 1 + JsonDocumentWriter.Measure(in _root);
    }

    /// <summary>Writes the document after.</summary>
    /// <param name="output">As long as <see cref="Apply(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/> said.</param>
    public void Write(Span<byte> output)
    {
        output[0] = (byte)JsonDocumentWriter.TypeOf(in _root);
        JsonDocumentWriter.Write(in _root, _bytes, output[1..]);
    }

    private void Apply(BinlogJsonDiff diff)
    {
        if (_name.Length < diff.PathUtf8.Length)
        {
            _name = new byte[Math.Max(diff.PathUtf8.Length, 2 * _name.Length)];
        }

        var path = new JsonPathReader(diff.PathUtf8, _name);
        if (path.IsEnd)
        {
            throw Unfit(diff);
        }

        ref var at = ref _root;
        var leg = path.Next();
        while (!path.IsEnd)
        {
            at = ref Child(ref at, leg, diff);
            leg = path.Next();
        }

        switch (diff.Operation)
        {
            case BinlogJsonDiffOperation.Replace:
                Replace(ref Child(ref at, leg, diff), diff);
                break;
            case BinlogJsonDiffOperation.Insert:
                Insert(ref at, leg, diff);
                break;
            default:
                Remove(ref at, leg, diff);
                break;
        }
    }

    private void Replace(ref JsonItem old, BinlogJsonDiff diff)
    {
        if (Unsafe.AreSame(ref old, ref _root))
        {
            // By $[0] on what is no array; the server writes the whole document then.
            throw Unfit(diff);
        }

        var value = Value(diff.Value.Binary);
        value.KeyStart = old.KeyStart;
        value.KeyLength = old.KeyLength;
        old = value;
    }

    private void Insert(ref JsonItem parent, JsonPathLeg leg, BinlogJsonDiff diff)
    {
        var container = Open(ref parent, leg.IsMember) ?? throw Unfit(diff);
        int place;
        var value = default(JsonItem);
        if (leg.IsMember)
        {
            place = ~container.Find(_bytes, leg.Name);
            if (place < 0 || leg.Name.Length > JsonLayout.MaxKeyLength)
            {
                throw Unfit(diff);
            }

            value = Value(diff.Value.Binary);
            value.KeyStart = Keep(leg.Name);
            value.KeyLength = leg.Name.Length;
        }
        else
        {
            place = leg.Place(container.Count, out _);
            value = Value(diff.Value.Binary);
        }

        Moved(container.Count - place);
        container.Insert(place, in value);
    }

    private void Remove(ref JsonItem parent, JsonPathLeg leg, BinlogJsonDiff diff)
    {
        var container = Open(ref parent, leg.IsMember);
        var place = container is null ? -1 : Find(container, leg);
        if (place < 0)
        {
            throw Unfit(diff);
        }

        Moved(container!.Count - place);
        container.Remove(place);
    }

    /// <summary>The value that a leg leads to.</summary>
    private ref JsonItem Child(ref JsonItem parent, JsonPathLeg leg, BinlogJsonDiff diff)
    {
        if (Open(ref parent, leg.IsMember) is { } container && Find(container, leg) is >= 0 and var place)
        {
            return ref container[place];
        }

        if (leg.IsAutoWrap && parent.Type is not (JsonType.SmallArray or JsonType.LargeArray))
        {
            return ref parent;
        }

        throw Unfit(diff);
    }

    private int Find(JsonContainer container, JsonPathLeg leg)
    {
        if (leg.IsMember)
        {
            return container.Find(_bytes, leg.Name);
        }

        var place = leg.Place(container.Count, out var isWithin);
        return isWithin ? place : -1;
    }

    /// <summary>Takes an object or array apart, if it is one and isn't yet; else null.</summary>
    private JsonContainer? Open(ref JsonItem item, bool isObject)
    {
        if (!JsonLayout.IsContainer(item.Type) || JsonLayout.IsObject(item.Type) != isObject)
        {
            return null;
        }

        if (item.Container is { } open)
        {
            return open;
        }

        if (_used == _containers.Count)
        {
            _containers.Add(new JsonContainer());
        }

        var container = _containers[_used++];
        JsonDocumentReader.Read(container, item.Type, _bytes, item.Start, item.Length);
        item.Container = container;
        return container;
    }

    /// <summary>A whole document as a value; an empty one is the JSON literal null.</summary>
    private JsonItem Value(ReadOnlySpan<byte> document)
    {
        if (document.IsEmpty)
        {
            return new JsonItem { Type = JsonType.Literal, Start = Keep([0]), Length = 1 };
        }

        var type = (JsonType)document[0];
        var length = JsonLayout.Length(type, document[1..]);
        return new JsonItem { Type = type, Start = Keep(document.Slice(1, length)), Length = length };
    }

    private int Keep(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return _length - bytes.Length;
    }

    private void Moved(int elements)
    {
        _moves += elements;
        if (_moves > MaxMoves)
        {
            throw EventPlace.Corrupt("A partial JSON update moves more array elements than any statement can.");
        }
    }

    private static BinlogCorruptException Unfit(BinlogJsonDiff diff) => EventPlace.Corrupt(
        $"A partial JSON update says {diff.Operation} at {diff.GetPath()}, which doesn't fit the document in the row's before image.");
}
