namespace CdcToSnowflake.Model;

/// <summary>Why a model can't become a warehouse.</summary>
public enum ModelProblem
{
    /// <summary>Two things would get one Snowflake name.</summary>
    /// <remarks>Give one of the two another name: another pattern in <see cref="WarehouseNames"/>, a <see cref="TableOptions.CiTable"/>, or another id for the brand.</remarks>
    NameCollision,

    /// <summary>A name is empty, too long, or a name pattern has an unknown placeholder.</summary>
    /// <remarks>Correct the name or the pattern that the message shows: 1 to 255 characters, placeholders as the options' page lists them.</remarks>
    BadName,

    /// <summary>A table has no key, so its rows can't be told apart.</summary>
    /// <remarks>Give the table a primary key, name columns that are unique together (<see cref="TableOptions.Key"/>, in the service <c>KeyColumns</c>), take it as a log (<c>AppendOnlyTables</c>), or leave it out.</remarks>
    NoKey,

    /// <summary>A key names a column that the table doesn't have, or a column whose type can't be compared.</summary>
    /// <remarks>Name columns that the table has and that can be compared: no JSON, no spatial type, no vector.</remarks>
    BadKey,

    /// <summary>Two shapes of one table, or one table in two brands, have different keys.</summary>
    /// <remarks>Key rows alike in all brands, or give one of them another CI table. A table whose key changed at the source begins anew: leave the brand's old table, and take the brand under another id.</remarks>
    KeyChanged,

    /// <summary>A source column is named like a column that the SDK adds.</summary>
    /// <remarks>Rename the column at the source, or leave it out (<c>DroppedColumns</c>).</remarks>
    ReservedColumn,

    /// <summary>A column's types in two shapes or brands have no type that holds both without loss.</summary>
    /// <remarks>Make the column's type the same in all brands at the source, or give one of the brands another CI table or another CI column (<see cref="TableOptions.CiColumns"/>).</remarks>
    Unwidenable,

    /// <summary>Declared renamings of a column contradict each other, or a shape.</summary>
    /// <remarks>Declare each renaming once, from a name that the table had to one that it has.</remarks>
    BadRename,

    /// <summary>A shape file in the object store can't be read.</summary>
    /// <remarks>If a newer release wrote it, upgrade this program. Else restore the object that the message names from the bucket's versions.</remarks>
    UnreadableShape,

    /// <summary>A <see cref="TableRule"/> has no pattern, or names a column that can't be meant.</summary>
    /// <remarks>Give the rule a pattern, and names of columns that its tables have.</remarks>
    BadRule,

    /// <summary>The brands' tables of one CI table have different options where CI can have but one.</summary>
    /// <remarks>Set the option that the message names alike for all tables of the CI table, or give some another CI table.</remarks>
    OptionsDiffer,

    /// <summary>An account has no way from what it has to what the model says.</summary>
    /// <remarks>Run the statements that the message names first, or take the option back.</remarks>
    NoWay,

    /// <summary>A brand, table or shape isn't in the model.</summary>
    /// <remarks>Ask for a brand, a table and a shape that the model has; the message lists what it looked for.</remarks>
    Unknown,
}
