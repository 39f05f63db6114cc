using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>What is known of a table's columns so far: with this a statement or the next shape is compared, since rows that were there before it leave no events.</summary>
internal sealed class TableHistory
{
    private readonly HashSet<string> _everThere = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _redeclared = new(StringComparer.OrdinalIgnoreCase);

    // The shape that the last rows had; after a restart any of those in the store can be it.
    private List<Dictionary<string, ColumnForm>> _shapes;
    private bool _isCurrent;

    /// <summary>Begins with the shapes in the store.</summary>
    public TableHistory(IEnumerable<SourceTable> shapes)
    {
        _shapes = [.. shapes.Select(table => Forms(table, column => new ColumnForm(table.Columns[column].Type)))];
        _everThere.UnionWith(_shapes.SelectMany(Written));
    }

    /// <summary>Whether the table has had no rows since it was emptied.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Whether a statement came after the last rows after which the next ones may have any shape: somebody has dealt with it by hand, or the table is read again.</summary>
    public bool IsHandled { get; private set; }

    /// <summary>The last statement that altered the table, since its last rows; null if there was none.</summary>
    public JudgedStatement? LastStatement { get; private set; }

    /// <summary>The forms that a column may have now, by the rows so far.</summary>
    public IEnumerable<ColumnForm> FormsOf(string column) => _shapes.Select(shape => shape.GetValueOrDefault(column)).OfType<ColumnForm>();

    /// <summary>Whether the warehouse may have values under this name.</summary>
    public bool Had(string column) => _everThere.Contains(column);

    /// <summary>Whether the table certainly has the column: its rows did, and no statement followed.</summary>
    public bool HasNow(string column) => _isCurrent && _shapes.Exists(shape => shape.ContainsKey(column));

    /// <summary>Notes a statement that was followed.</summary>
    public void Altered(JudgedStatement statement, IEnumerable<string> redeclared)
    {
        _isCurrent = false;
        LastStatement = statement;
        _redeclared.UnionWith(redeclared);
    }

    /// <summary>Notes a statement that somebody has dealt with by hand: what the rows so far say doesn't count any more.</summary>
    public void Handled()
    {
        (_isCurrent, IsHandled) = (false, true);
        _shapes = [];
    }

    /// <summary>Notes a statement after which rows may have any shape, and rightly so: the table is read again, or a column has another name in the warehouse, too.</summary>
    public void Unsettle(JudgedStatement statement)
    {
        Handled();
        LastStatement = statement;
    }

    /// <summary>Notes that the table is empty, here and in the warehouse.</summary>
    public void Emptied()
    {
        Handled();
        _everThere.Clear();
        (IsEmpty, IsHandled) = (true, false);
    }

    /// <summary>What the shape of new rows tells of the rows before them; null if those can be as they were.</summary>
    public string? Contradiction(SourceTable table, IReadOnlyList<ColumnForm> forms)
    {
        var next = Forms(table, i => forms[i]);
        string? contradiction = null;
        foreach (var before in _shapes)
        {
            contradiction = Contradiction(table, before, next);
            if (contradiction is null)
            {
                return null;
            }
        }

        return contradiction;
    }

    /// <summary>Notes the shape of rows.</summary>
    public void Saw(SourceTable table, IReadOnlyList<ColumnForm> forms)
    {
        _shapes = [Forms(table, i => forms[i])];
        _everThere.UnionWith(Written(_shapes[0]));
        _redeclared.Clear();
        (_isCurrent, IsEmpty, IsHandled, LastStatement) = (true, false, false, null);
    }

    private string? Contradiction(SourceTable table, Dictionary<string, ColumnForm> before, Dictionary<string, ColumnForm> next)
    {
        foreach (var column in table.Written)
        {
            if (!before.TryGetValue(column.Name, out var old))
            {
                if (!column.IsNullable && !_redeclared.Contains(column.Name))
                {
                    return $"its new column {column.Name} is NOT NULL, so existing rows have got a value in it.";
                }

                if (_shapes.Count == 1 && Had(column.Name))
                {
                    return $"its column {column.Name} went and came back: what existing rows have in it isn't what the warehouse has.";
                }
            }
            else if (old.Treatment != column.Treatment)
            {
                return $"its column {column.Name} was {Shown(old.Treatment)} and is {Shown(column.Treatment)}: what existing rows have in it in the warehouse is the other.";
            }
            else if (!Widening.Keeps(old, next[column.Name], trustsUnknown: true))
            {
                return $"its column {column.Name} was {old.Type} and is {column.Type}: values of existing rows may have changed.";
            }
        }

        return null;
    }

    private static Dictionary<string, ColumnForm> Forms(SourceTable table, Func<int, ColumnForm> formOf)
    {
        var forms = new Dictionary<string, ColumnForm>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            forms[table.Columns[i].Name] = formOf(i) with { Treatment = table.Columns[i].Treatment, IsNullable = table.Columns[i].IsNullable };
        }

        return forms;
    }

    private static IEnumerable<string> Written(Dictionary<string, ColumnForm> shape) => shape.Where(column => column.Value.Treatment != ColumnTreatment.Drop).Select(column => column.Key);

    private static string Shown(ColumnTreatment? treatment) => treatment switch
    {
        ColumnTreatment.Drop => "left out",
        ColumnTreatment.Hash => "hashed",
        _ => "taken as it is",
    };
}
