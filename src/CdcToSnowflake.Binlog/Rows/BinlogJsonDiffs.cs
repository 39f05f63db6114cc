using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog;

/// <summary>The operations of a partial update on one JSON document, for <c>foreach</c>. Each applies to what the ones before it made.</summary>
public readonly ref struct BinlogJsonDiffs
{
    /// <summary>The operations as the binlog has them.</summary>
    internal ReadOnlySpan<byte> Bytes { get; }

    internal BinlogJsonDiffs(ReadOnlySpan<byte> diffs) => Bytes = diffs;

    /// <summary>Starts the walk.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Walks the operations.</summary>
    public ref struct Enumerator
    {
        private ByteReader _reader;

        internal Enumerator(ReadOnlySpan<byte> diffs) => _reader = new ByteReader(diffs);

        /// <summary>The current operation.</summary>
        public BinlogJsonDiff Current { get; private set; }

        /// <summary>Goes to the next operation.</summary>
        /// <returns>False at the end.</returns>
        /// <exception cref="BinlogCorruptException">The list isn't sound.</exception>
        public bool MoveNext()
        {
            if (_reader.Left == 0)
            {
                return false;
            }

            var operation = (BinlogJsonDiffOperation)_reader.U8();
            if (operation > BinlogJsonDiffOperation.Remove)
            {
                throw EventPlace.Corrupt($"A partial JSON update has operation {(int)operation}; 0 (replace), 1 (insert) and 2 (remove) are known.");
            }

            var path = _reader.Bytes(_reader.Count());
            var value = operation == BinlogJsonDiffOperation.Remove ? default : _reader.Bytes(_reader.Count());
            Current = new BinlogJsonDiff(operation, path, value);
            return true;
        }
    }
}
