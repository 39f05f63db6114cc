using System.Text;

namespace CdcToSnowflake.Binlog.Events;

/// <content>What each event does. A method returns whether the event is shown.</content>
internal sealed partial class BinlogDecoder
{
    private bool Process(in EventHeader header, ReadOnlyMemory<byte> body)
    {
        _timestamp = header.Timestamp;
        ServerId = header.ServerId;
        switch (header.Type)
        {
            case EventType.FormatDescription:
                return Format(body.Span);
            case EventType.Rotate:
                return Rotate(in header, body.Span);
            case EventType.Heartbeat or EventType.HeartbeatV2:
                return Heartbeat(in header, body.Span);
        }

        if (_format is null)
        {
            throw EventPlace.Corrupt($"An event of type {(byte)header.Type} before any format description.");
        }

        switch (header.Type)
        {
            case EventType.TableMap:
                _tables.Add(body.Span, _format.PostHeaderLength(EventType.TableMap));
                return false;
            case EventType.WriteRows or EventType.WriteRowsV1 or EventType.MariaWriteRowsCompressed or EventType.MariaWriteRowsCompressedV1:
                return RowsOf(RowOperation.Insert, in header, body);
            case EventType.UpdateRows or EventType.PartialUpdateRows or EventType.UpdateRowsV1 or EventType.MariaUpdateRowsCompressed or EventType.MariaUpdateRowsCompressedV1:
                return RowsOf(RowOperation.Update, in header, body);
            case EventType.DeleteRows or EventType.DeleteRowsV1 or EventType.MariaDeleteRowsCompressed or EventType.MariaDeleteRowsCompressedV1:
                return RowsOf(RowOperation.Delete, in header, body);
            case EventType.Query:
                return Query(in header, QueryEvent.Create(body.Span, _format.PostHeaderLength(EventType.Query)));
            case EventType.MariaQueryCompressed:
                return CompressedQuery(in header, body);
            case EventType.Xid:
                return Commit();
            case EventType.Gtid or EventType.AnonymousGtid:
                _transactions.Announce(GtidEvent.Create(body.Span));
                return false;
            case EventType.GtidTagged:
                _transactions.Announce(GtidTaggedEvent.Create(body.Span));
                return false;
            case EventType.MariaGtid:
                _transactions.Announce(MariaGtidEvent.Create(header, body.Span, out var begins));
                return begins && Begin(in header);
            case EventType.PreviousGtids:
                _transactions.Previous(GtidSet.FromBinary(body.Span));
                return false;
            case EventType.MariaGtidList:
                _transactions.Previous(MariaDbGtidList.FromBinary(body.Span));
                return false;
            case EventType.TransactionPayload:
                _payload.Open(_payload.IsOpen ? throw EventPlace.Corrupt("A compressed transaction inside a compressed transaction.") : body);
                return false;
            case EventType.XaPrepare:
                return Prepare(body.Span);
            case EventType.RowsQuery:
                // A byte of length first, which is too small for most statements: the event's end tells.
                _statement.Begin(body.IsEmpty ? default : body.Span[1..]);
                return false;
            case EventType.MariaAnnotateRows:
                _statement.Begin(body.Span);
                return false;
            case EventType.MariaStartEncryption when _fromServer:
                // How the file is encrypted; the server has decrypted what it sends.
                return false;
            case EventType.Stop or EventType.IntVar or EventType.Rand or EventType.UserVar or EventType.Ignorable
                or EventType.TransactionContext or EventType.ViewChange or EventType.MariaBinlogCheckpoint
                or EventType.AuroraPadding1 or EventType.AuroraPadding2:
                return false;
            default:
                return Refuse(in header);
        }
    }

    private static bool Refuse(in EventHeader header) => header.Type switch
    {
        EventType.Incident => throw EventPlace.Unsupported(
            "The server reports an incident: changes may be missing from its binlog here. Start anew after this position with a fresh copy of the tables."),
        EventType.MariaStartEncryption => throw EventPlace.Unsupported(
            "The file is encrypted (encrypt_binlog) and can't be read from disk; read it from the server, which decrypts."),
        EventType.Load or EventType.Slave or EventType.CreateFile or EventType.AppendBlock or EventType.ExecLoad or EventType.DeleteFile or EventType.NewLoad
            or EventType.BeginLoadQuery or EventType.ExecuteLoadQuery => throw EventPlace.Unsupported(
            "LOAD DATA was logged as a statement, not by rows. SET GLOBAL binlog_format = 'ROW'; let sessions reconnect, and start anew after this position with a fresh copy of the tables concerned."),

        // Passing over what isn't known is how readers lose rows; the server marks what may be passed over.
        _ when (header.Flags & EventFlags.Ignorable) == 0 => throw EventPlace.Unsupported(
            $"An event of type {(byte)header.Type}, which isn't known and not marked as ignorable; a newer reader is needed."),
        _ => false,
    };

    private bool Format(ReadOnlySpan<byte> body)
    {
        _format = FormatDescription.Create(body);
        _tables.Clear();
        _tables.IsMariaDb = _format.IsMariaDb;
        if (Transaction is null)
        {
            _transactions.Abandon();
            return false;
        }

        // A new file, or a restarted server, inside a transaction: its server went away before the commit.
        IsAbandoned = true;
        Kind = BinlogEventKind.Rollback;
        return true;
    }

    private bool Rotate(in EventHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var offset = reader.U64();
        var file = Encoding.UTF8.GetString(reader.Rest());
        if (offset > long.MaxValue || file.Length == 0)
        {
            throw EventPlace.Corrupt($"A rotation to '{file}' at {offset}.");
        }

        var isMadeUp = (header.Flags & EventFlags.Artificial) != 0 || header.Timestamp == 0;
        if (!isMadeUp)
        {
            _rotateTo = new BinlogPosition(file, (long)offset);
            Kind = BinlogEventKind.Rotate;
            return true;
        }

        if (!_fromServer || (file == File && (long)offset == EndOffset))
        {
            return false;
        }

        // The server's word for where it starts; or the only sign of a new file, where the last one was not closed.
        var isFirst = _format is null;
        _place.Go(file, (long)offset);
        Kind = isFirst ? BinlogEventKind.None : BinlogEventKind.Rotate;
        return !isFirst;
    }

    private bool Heartbeat(in EventHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Type == EventType.Heartbeat)
        {
            _place.PassTo(Encoding.UTF8.GetString(body), header.LogPosition);
        }
        else
        {
            var reader = new ByteReader(body);
            var (file, offset) = (File, 0UL);
            while (reader.Left > 0 && reader.U8() is var field && field != 0)
            {
                var value = new ByteReader(reader.Bytes(reader.Count()));
                file = field == 1 ? Encoding.UTF8.GetString(value.Rest()) : file;
                offset = field == 2 ? value.LengthEncoded() : offset;
            }

            _place.PassTo(file, (long)Math.Min(offset, long.MaxValue));
        }

        Kind = BinlogEventKind.Heartbeat;
        return true;
    }

    private bool RowsOf(RowOperation operation, in EventHeader header, ReadOnlyMemory<byte> body)
    {
        if (Transaction is null)
        {
            throw EventPlace.WrongPosition("Rows whose transaction began before the position read from; start at a transaction's boundary.");
        }

        var reader = new ByteReader(body.Span);
        var isCompressed = header.Type >= EventType.MariaWriteRowsCompressedV1;
        var postHeaderLength = _format!.PostHeaderLength(header.Type);
        postHeaderLength = postHeaderLength != 0 ? postHeaderLength : header.Type is (>= EventType.WriteRows and <= EventType.DeleteRows) or EventType.PartialUpdateRows ? 10 : 8;
        if (!RowsHeader.Read(ref reader, postHeaderLength, operation, header.Type == EventType.PartialUpdateRows, _tables, Rows, _statement))
        {
            return false;
        }

        _rows = body[reader.Position..];
        if (isCompressed)
        {
            _rows = _compressed.Decompress(_rows);
        }

        Rows.Place = _errorPlace;
        Kind = BinlogEventKind.Rows;
        return true;
    }

    private bool CompressedQuery(in EventHeader header, ReadOnlyMemory<byte> body)
    {
        var query = QueryEvent.Create(body.Span, _format!.PostHeaderLength(EventType.Query));
        return Query(in header, query.WithText(_compressed.Decompress(body[^query.Text.Length..]).Span));
    }

    private bool Query(in EventHeader header, QueryEvent query)
    {
        var statement = StatementKinds.Of(query.Text);
        switch (statement)
        {
            case StatementKind.Begin:
                // MariaDB's GTID has begun it already.
                return Transaction is not { } open || !_format!.IsMariaDb || open.Gtid is null ? Begin(in header) : false;
            case StatementKind.Commit:
                return Commit();
            case StatementKind.Rollback:
                _transactions.Complete();
                Kind = BinlogEventKind.Rollback;
                return true;
            case StatementKind.XaCommit or StatementKind.XaRollback when Transaction is not null:
                // Servers that don't log the prepare (MariaDB before 10.5) end the transaction itself so.
                _transactions.Complete();
                Kind = statement == StatementKind.XaCommit ? BinlogEventKind.Commit : BinlogEventKind.Rollback;
                return true;
            case StatementKind.XaCommit or StatementKind.XaRollback:
                Kind = statement == StatementKind.XaCommit ? BinlogEventKind.XaCommit : BinlogEventKind.XaRollback;
                Xid = StatementKinds.XidOf(query.Text);
                _transactions.CompleteStatement();
                return true;
            case StatementKind.Nothing:
                return false;
            case StatementKind.Data when !ServerStatements.Include(query.Text, query.Schema, header.Flags.HasFlag(EventFlags.SuppressUse)):
                throw EventPlace.Unsupported(
                    $"Data was changed by a statement ({StatementKinds.VerbOf(query.Text)} …), not by rows. SET GLOBAL binlog_format = 'ROW'; let sessions reconnect, and start anew after this position with a fresh copy of the tables concerned.");
            default:
                QuerySchema = Encoding.UTF8.GetString(query.Schema);
                QueryText = query.DecodeText();
                QuerySqlMode = query.SqlMode;
                Kind = BinlogEventKind.Query;
                if (Transaction is null)
                {
                    _transactions.CompleteStatement();
                }

                return true;
        }
    }

    private bool Begin(in EventHeader header)
    {
        _transactions.Begin(header.Timestamp);
        _statement.Clear();
        Kind = BinlogEventKind.Begin;
        return true;
    }

    private bool Prepare(ReadOnlySpan<byte> body)
    {
        var isOnePhase = XaPrepareEvent.IsOnePhase(body, out var xid);
        _transactions.Complete();
        Kind = isOnePhase ? BinlogEventKind.Commit : BinlogEventKind.XaPrepare;
        Xid = xid;
        return true;
    }

    private bool Commit()
    {
        _transactions.Complete();
        Kind = BinlogEventKind.Commit;
        return true;
    }
}
