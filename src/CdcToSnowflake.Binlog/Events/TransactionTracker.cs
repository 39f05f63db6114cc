namespace CdcToSnowflake.Binlog.Events;

/// <summary>The open transaction, the GTID that waits for its first statement, and the GTIDs of all that is done.</summary>
internal sealed class TransactionTracker
{
    private TransactionId? _pending;
    private TransactionId _current;
    private GtidSet? _set;
    private MariaDbGtidList? _list;

    // Transactions without a GTID are in no set. Behind one the set tells no place: whoever asks for what it lacks isn't sent those that follow. A file may hold both kinds, so a set tells one
    // again only with the first GTID of a file that has none without.
    private bool _isUntold;
    private bool _isUntoldFile;

    public BinlogTransaction? Transaction { get; private set; }

    /// <summary>The GTID of the event just processed, or of the open transaction, has this commit time; 0 = none known.</summary>
    public long CommitTimestampMicros { get; private set; }

    /// <summary>The GTIDs of all that is done, where they tell a place; null where they don't.</summary>
    public string? DoneGtids => _set is null ? _list?.ToString() : _isUntold || _set.IsEmpty ? null : _set.ToString();

    public void Start(BinlogPosition? from, BinlogTransaction? open)
    {
        Transaction = open;
        _pending = null;
        _set = null;
        _list = null;
        _isUntold = _isUntoldFile = from is { File.Length: > 0, GtidSet: null };
        if (from?.GtidSet is not { } text)
        {
            return;
        }

        if (from.IsMariaDb)
        {
            _list = MariaDbGtidList.Parse(text);
        }
        else
        {
            _set = GtidSet.Parse(text);
        }
    }

    /// <summary>A file begins with the list of what came before it; of use only where nothing is known yet.</summary>
    public void Previous(GtidSet set)
    {
        _set ??= set;
        _isUntoldFile = false;
    }

    /// <inheritdoc cref="Previous(GtidSet)"/>
    public void Previous(MariaDbGtidList list) => _list ??= list;

    public void Announce(in TransactionId id)
    {
        if (Transaction is not null)
        {
            throw EventPlace.Corrupt("A GTID inside an open transaction.");
        }

        _pending = id;
    }

    public void Begin(uint timestamp)
    {
        if (Transaction is not null)
        {
            throw EventPlace.Corrupt("A transaction begins inside another.");
        }

        _current = _pending ?? default;
        _pending = null;
        CommitTimestampMicros = _current.CommitTimestampMicros;
        var micros = CommitTimestampMicros == 0 ? timestamp * 1_000_000L : CommitTimestampMicros;
        Transaction = _current.IsMariaDb
            ? new BinlogTransaction($"{_current.Domain}-{_current.Server}-{_current.Sequence}", micros)
            : new BinlogTransaction(_current.Uuid, _current.Tag, _current.Sequence, micros, _current.Length);
    }

    /// <summary>The open transaction is done (committed, or rolled back under its GTID); it stays visible until <see cref="Leave"/>.</summary>
    public void Complete()
    {
        if (Transaction is null)
        {
            throw EventPlace.WrongPosition("A transaction ends that began before the position read from; start at a transaction's boundary.");
        }

        Count(_current);
    }

    /// <summary>A statement outside of a transaction: its GTID, if any, is done with it.</summary>
    public void CompleteStatement()
    {
        CommitTimestampMicros = _pending?.CommitTimestampMicros ?? 0;
        Count(_pending ?? default);
        _pending = null;
    }

    /// <summary>Forgets the open transaction.</summary>
    public void Leave()
    {
        Transaction = null;
        CommitTimestampMicros = 0;
    }

    /// <summary>Forgets what an ended server run left open.</summary>
    public void Abandon()
    {
        Leave();
        _pending = null;
    }

    private void Count(in TransactionId id)
    {
        if (id.Sequence == 0)
        {
            _isUntold = _isUntoldFile = true;
            return;
        }

        // Without a start nothing is counted: a set that lacks what came before would be a wrong place to resume from.
        if (id.IsMariaDb)
        {
            _list?.Set(id.Domain, id.Server, (ulong)id.Sequence);
        }
        else
        {
            _set?.Add(id.Uuid, id.Sequence, id.Tag);
            _isUntold = _isUntoldFile;
        }
    }
}
