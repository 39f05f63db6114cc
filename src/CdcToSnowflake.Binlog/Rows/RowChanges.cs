using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog;

/// <summary>The row changes of one event, for <c>foreach</c>; each may be walked once or more, always from the start.</summary>
public readonly ref struct RowChanges
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly RowsEvent? _event;

    internal RowChanges(ReadOnlySpan<byte> body, RowsEvent rows)
    {
        _body = body;
        _event = rows;
    }

    /// <summary>Starts the walk.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(_body, _event);

    /// <summary>Walks the row changes.</summary>
    public ref struct Enumerator
    {
        private readonly RowsEvent? _event;
        private ReadOnlySpan<byte> _rest;
        private RowImage _before;
        private RowImage _after;

        internal Enumerator(ReadOnlySpan<byte> rest, RowsEvent? rows)
        {
            _rest = rest;
            _event = rows;
            rows?.Place?.Enter();
        }

        /// <summary>The current change; its images are valid until the next step.</summary>
        public readonly RowChange Current => new(_event!.Operation, _event.Row(_before), _event.Row(_after));

        /// <summary>Goes to the next change.</summary>
        /// <returns>False at the end.</returns>
        /// <exception cref="BinlogCorruptException">The images don't fit the table map.</exception>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            _event!.Next(ref _rest, out _before, out _after);
            return true;
        }
    }
}
