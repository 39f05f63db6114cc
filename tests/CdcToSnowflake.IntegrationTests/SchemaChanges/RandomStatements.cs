using System.Globalization;

namespace CdcToSnowflake.IntegrationTests.SchemaChanges;

/// <summary>Statements by a seed: transactions, and all that may become of tables and columns.</summary>
internal sealed class RandomStatements(ChangingSource source, Random random)
{
    private const int Ids = 60;
    private const int MostTables = 5;
    private const int NamesOfAFamily = 3;
    private const int MostColumns = 6;

    private static readonly string[] Texts = ["", "a", "größe", "漢字", "x''y", "O\\\\K", "12", "longer than it was"];

    private static readonly Dictionary<char, string[]> Types = new()
    {
        ['i'] = ["TINYINT", "SMALLINT", "INT", "INT UNSIGNED", "BIGINT", "BIGINT UNSIGNED"],
        ['s'] = ["VARCHAR(4)", "VARCHAR(30)", "CHAR(6)", "TEXT", "ENUM('a','12','größe')", "ENUM('12','a')"],
        ['d'] = ["DECIMAL(6,2)", "DECIMAL(9,2)", "DECIMAL(12,2)"],
        ['t'] = ["DATE"],
    };

    private static readonly Dictionary<char, string> Defaults = new() { ['i'] = "7", ['s'] = "'a'", ['d'] = "1.25", ['t'] = "'2026-02-03'" };

    /// <summary>The next statements, to be run as one text.</summary>
    public async Task<string> NextAsync()
    {
        var tables = await source.TablesAsync();
        tables.Remove("left_hand");
        tables.Remove("right_hand");
        if (tables.Count < 2)
        {
            return Create(Free(tables));
        }

        var table = Any(tables.Keys.ToList());
        var columns = tables[table];
        return random.Next(10) < 5 ? Transaction(table, columns) : await ChangeAsync(tables, table, columns);
    }

    private async Task<string> ChangeAsync(SortedDictionary<string, List<ChangingColumn>> tables, string table, List<ChangingColumn> columns)
    {
        var other = Any(tables.Keys.Where(name => name != table).ToList());
        var isFull = tables.Count >= MostTables;
        switch (random.Next(14))
        {
            case 0:
                return isFull ? $"DROP TABLE {table}, {other}" : Create(Free(tables));
            case 1:
                return isFull ? $"DROP TABLE {table}" : $"CREATE TABLE {Free(tables)} LIKE {table}";
            case 2:
                return isFull ? $"TRUNCATE {table}" : $"CREATE TABLE {Free(tables)} (PRIMARY KEY (id)) SELECT * FROM {table}";
            case 3:
                return $"RENAME TABLE {table} TO swap, {other} TO {table}, swap TO {other}";
            case 4:
                return $"ALTER TABLE {table} RENAME TO {Free(tables)}";
            case 5:
                return GhOst(table, columns);
            case 6:
                return PtOsc(table, columns);
            case 7:
                return await source.IsPartitionedAsync(table)
                    ? isFull || random.Next(2) == 0 ? $"ALTER TABLE {table} TRUNCATE PARTITION p{random.Next(3)}" : Exchange(table, Free(tables))
                    : $"ALTER TABLE {table} PARTITION BY HASH (id) PARTITIONS 3";
            case 8:
                return $"ALTER TABLE {table} CONVERT TO CHARACTER SET {Any(["latin1", "utf8mb4"])}";
            case 9 when columns.Count > 0 && Rename(Any(columns), columns) is { } rename:
                return $"ALTER TABLE {table} {rename}";
            default:
                return $"ALTER TABLE {table} {string.Join(", ", Actions(columns))}";
        }
    }

    private string Create(string table)
    {
        List<ChangingColumn> columns = [];
        var definitions = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Add(columns)).OfType<string>().ToList();
        return $"CREATE TABLE {table} (id INT PRIMARY KEY); ALTER TABLE {table} {string.Join(", ", definitions)}; {Transaction(table, columns)}";
    }

    // What each does to columns that the one before it touched isn't thought of here, so each has its own.
    private List<string> Actions(List<ChangingColumn> columns)
    {
        List<ChangingColumn> now = [.. columns];
        List<string> actions = [];
        foreach (var column in columns.OrderBy(_ => random.Next()).Take(2))
        {
            switch (random.Next(3))
            {
                case 0 when columns.Count > 1 && actions.Count == 0:
                    actions.Add($"DROP COLUMN {column.Name}");
                    break;
                case 1:
                    actions.Add($"MODIFY {column.Name} {TypeOf(column.Family)}");
                    break;
            }
        }

        if ((actions.Count == 0 || random.Next(2) == 0) && Add(now) is { } add)
        {
            actions.Add(add);
        }

        return actions.Count > 0 ? actions : ["COMMENT = 'nothing'"];
    }

    private string? Add(List<ChangingColumn> columns)
    {
        var family = Any(Types.Keys.ToList());
        if (columns.Count >= MostColumns || FreeName(family, columns) is not { } name)
        {
            return null;
        }

        var type = TypeOf(family);
        var rest = random.Next(4) switch
        {
            0 when type != "TEXT" => $" NOT NULL DEFAULT {Defaults[family]}",
            1 => " NOT NULL",
            _ => "",
        };
        var place = random.Next(3) switch { 0 => " FIRST", 1 => " AFTER id", _ => "" };
        columns.Add(new ChangingColumn(name, type, !rest.StartsWith(" NOT NULL", StringComparison.Ordinal)));
        return $"ADD COLUMN {name} {type}{rest}{place}";
    }

    private string? Rename(ChangingColumn column, List<ChangingColumn> columns)
    {
        var name = FreeName(column.Family, columns);
        var likes = columns.Where(other => other.Family == column.Family && other != column && other.Type == column.Type).ToList();
        return name is null || (likes.Count > 0 && random.Next(2) == 0)
            ? likes.Count == 0 ? null : $"RENAME COLUMN {column.Name} TO {likes[0].Name}, RENAME COLUMN {likes[0].Name} TO {column.Name}"
            : random.Next(2) == 0 ? $"RENAME COLUMN {column.Name} TO {name}" : $"CHANGE {column.Name} {name} {TypeOf(column.Family)}";
    }

    private string GhOst(string table, List<ChangingColumn> columns)
    {
        var names = string.Join(", ", columns.Select(column => column.Name).Prepend("id"));
        return $"CREATE TABLE _{table}_gho LIKE {table}; ALTER TABLE _{table}_gho {Add([.. columns]) ?? "ENGINE = InnoDB"}; INSERT IGNORE INTO _{table}_gho ({names}) SELECT {names} FROM {table}; {Transaction(table, columns)}; "
            + $"REPLACE INTO _{table}_gho ({names}) SELECT {names} FROM {table}; DELETE FROM _{table}_gho WHERE id NOT IN (SELECT id FROM {table}); RENAME TABLE {table} TO _{table}_del, _{table}_gho TO {table}; DROP TABLE _{table}_del";
    }

    private string PtOsc(string table, List<ChangingColumn> columns)
    {
        var names = string.Join(", ", columns.Select(column => column.Name).Prepend("id"));
        var values = string.Join(", ", columns.Select(column => "NEW." + column.Name).Prepend("NEW.id"));
        return $"CREATE TABLE _{table}_new LIKE {table}; ALTER TABLE _{table}_new {Add([.. columns]) ?? "ENGINE = InnoDB"}; "
            + $"CREATE TRIGGER pt_ins AFTER INSERT ON {table} FOR EACH ROW REPLACE INTO _{table}_new ({names}) VALUES ({values}); "
            + $"CREATE TRIGGER pt_upd AFTER UPDATE ON {table} FOR EACH ROW REPLACE INTO _{table}_new ({names}) VALUES ({values}); "
            + $"CREATE TRIGGER pt_del AFTER DELETE ON {table} FOR EACH ROW DELETE IGNORE FROM _{table}_new WHERE id = OLD.id; "
            + $"INSERT LOW_PRIORITY IGNORE INTO _{table}_new ({names}) SELECT {names} FROM {table} LOCK IN SHARE MODE; {Transaction(table, columns)}; "
            + $"RENAME TABLE {table} TO _{table}_old, _{table}_new TO {table}; DROP TABLE _{table}_old";
    }

    // Partitioned anew, since InnoDB exchanges nothing with a table that got columns instantly.
    private static string Exchange(string table, string with) =>
        $"ALTER TABLE {table} REMOVE PARTITIONING; ALTER TABLE {table} PARTITION BY HASH (id) PARTITIONS 3; CREATE TABLE {with} LIKE {table}; ALTER TABLE {with} REMOVE PARTITIONING; ALTER TABLE {table} EXCHANGE PARTITION p1 WITH TABLE {with}";

    /// <summary>Rows of one transaction, and one in each of two tables that no statement changes.</summary>
    private string Transaction(string table, List<ChangingColumn> columns)
    {
        var rows = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(4) switch
        {
            0 when columns.Count > 0 && Any(columns) is var column => $"UPDATE {table} SET {column.Name} = {Value(column)} WHERE id % {random.Next(2, 9)} = 1",
            1 => $"DELETE FROM {table} WHERE id = {random.Next(Ids)}",
            2 => $"UPDATE IGNORE {table} SET id = {random.Next(Ids)} WHERE id = {random.Next(Ids)}",
            _ => $"REPLACE INTO {table} (id{string.Concat(columns.Select(column => ", " + column.Name))}) VALUES ({string.Join("), (", Enumerable.Range(0, random.Next(1, 12)).Select(_ => Row(columns)))})",
        });
        return $"BEGIN; {string.Join("; ", rows)}; UPDATE left_hand SET n = n + 1; UPDATE right_hand SET n = n + 1; COMMIT";
    }

    private string Row(List<ChangingColumn> columns) => $"{random.Next(Ids)}{string.Concat(columns.Select(column => ", " + Value(column)))}";

    private string Value(ChangingColumn column) => column.IsNullable && random.Next(6) == 0 ? "NULL" : column.Family switch
    {
        'i' => random.NextInt64(-200, 100_000).ToString(CultureInfo.InvariantCulture),
        's' => $"'{(column.Type.StartsWith("enum", StringComparison.OrdinalIgnoreCase) ? Any(["a", "12"]) : Any(Texts))}'",
        'd' => (random.Next(-100_000, 900_000) / 100m).ToString(CultureInfo.InvariantCulture),
        _ => $"'2026-{random.Next(1, 13):D2}-{random.Next(1, 29):D2}'",
    };

    private string TypeOf(char family) => Any(Types[family]);

    private string? FreeName(char family, List<ChangingColumn> columns)
    {
        var free = Enumerable.Range(1, NamesOfAFamily).Select(n => $"{family}{n}").Where(name => columns.TrueForAll(column => column.Name != name)).ToList();
        return free.Count == 0 ? null : Any(free);
    }

    private string Free(SortedDictionary<string, List<ChangingColumn>> tables) => Any(Enumerable.Range(1, MostTables + 2).Select(n => $"table{n}").Where(name => !tables.ContainsKey(name)).ToList());

    private T Any<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
