#nullable enable
using System.Collections.Generic;
using System.Management.Automation.Language;

namespace Simulation
{
    /// <summary>Where a statement is, from the beginning of the part of a script that it is in.</summary>
    public sealed class Mark
    {
        internal Mark(Ast statement, Ast part)
        {
            At = statement.Extent.StartOffset - part.Extent.StartOffset;
            Line = statement.Extent.StartLineNumber - part.Extent.StartLineNumber;
            Column = statement.Extent.StartColumnNumber;
            Exits = statement is ExitStatementAst;
        }

        public int At { get; }

        public int Line { get; }

        public int Column { get; }

        public bool Exits { get; }
    }

    /// <summary>The statements of a part of a script, itself included.</summary>
    public sealed class Marks
    {
        private Marks(List<Mark> places, bool leaves)
        {
            Places = places;
            Leaves = leaves;
        }

        public List<Mark> Places { get; }

        /// <summary>Whether it defines a function outside of its own scope.</summary>
        public bool Leaves { get; }

        public static Marks Of(Ast part)
        {
            var places = new List<Mark>();
            var leaves = false;
            foreach (var statement in part.FindAll(node => node is StatementAst && node.Parent is StatementBlockAst or NamedBlockAst, true))
            {
                if (statement is FunctionDefinitionAst function && function.Name.Contains(':')) leaves = true;
                // A definition does nothing of its own; places inside a string with escapes are not where the tree says.
                if (statement is FunctionDefinitionAst or TypeDefinitionAst || IsInsideString(statement)) continue;
                places.Add(new Mark(statement, part));
            }

            return new Marks(places, leaves);
        }

        private static bool IsInsideString(Ast node)
        {
            for (var above = node.Parent; above is not null; above = above.Parent)
            {
                if (above is ExpandableStringExpressionAst) return true;
            }

            return false;
        }
    }
}
