# What a script's syntax tree says, for rules about scripts that a test wants to hold.

function SimParse {
    param([string]$Text)
    $tokens = $null
    $problems = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref]$tokens, [ref]$problems)
    $facts = [ordered]@{
        problems = @(foreach ($problem in $problems) { [ordered]@{ line = $problem.Extent.StartLineNumber; message = $problem.Message; id = $problem.ErrorId } })
        commands = [System.Collections.Generic.List[object]]::new(); methods = [System.Collections.Generic.List[object]]::new(); staticMembers = [System.Collections.Generic.List[object]]::new(); types = [System.Collections.Generic.List[object]]::new()
        newer = [System.Collections.Generic.List[object]]::new(); functions = [System.Collections.Generic.List[object]]::new(); strings = [System.Collections.Generic.List[object]]::new(); variables = [System.Collections.Generic.List[object]]::new()
        aliases = [System.Collections.Generic.List[object]]::new(); dynamicCode = [System.Collections.Generic.List[object]]::new(); statements = @((SimMark $Text).statements)
    }
    $aliases = @{}
    foreach ($entry in [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2().Commands) { if ($entry -is [System.Management.Automation.Runspaces.SessionStateAliasEntry]) { $aliases[$entry.Name] = $entry.Definition } }
    # Default aliases of Windows PowerShell that 7 has given up, or has on Windows only.
    foreach ($pair in 'sc=Set-Content', 'curl=Invoke-WebRequest', 'wget=Invoke-WebRequest', 'asnp=Add-PSSnapin', 'gwmi=Get-WmiObject', 'iwmi=Invoke-WmiMethod', 'ac=Add-Content', 'cat=Get-Content', 'cp=Copy-Item', 'ls=Get-ChildItem', 'mv=Move-Item', 'ps=Get-Process', 'rm=Remove-Item', 'rmdir=Remove-Item', 'sleep=Start-Sleep', 'sort=Sort-Object', 'start=Start-Process', 'tee=Tee-Object', 'write=Write-Output', 'man=help', 'mount=New-PSDrive', 'diff=Compare-Object', 'kill=Stop-Process', 'lp=Out-Printer', 'ogv=Out-GridView', 'gsv=Get-Service', 'sasv=Start-Service', 'spsv=Stop-Service', 'gin=Get-ComputerInfo', 'gcb=Get-Clipboard', 'scb=Set-Clipboard', 'stz=Set-TimeZone', 'gtz=Get-TimeZone', 'rwmi=Remove-WmiObject', 'swmi=Set-WmiInstance', 'trcm=Trace-Command') { $name, $target = $pair -split '='; $aliases[$name] = $target }

    foreach ($node in $tree.FindAll({ $true }, $true)) {
        $line = $node.Extent.StartLineNumber
        switch ($node.GetType().Name) {
            'CommandAst' {
                $name = $node.GetCommandName()
                $parameters = @(foreach ($element in $node.CommandElements) { if ($element -is [System.Management.Automation.Language.CommandParameterAst]) { $element.ParameterName } })
                # Told apart, for rules on arguments without a name.
                $positional = 0
                $splatted = $false
                for ($index = 1; $index -lt $node.CommandElements.Count; $index++) {
                    $element = $node.CommandElements[$index]
                    if ($element -is [System.Management.Automation.Language.VariableExpressionAst] -and $element.Splatted) { $splatted = $true; continue }
                    if ($element -is [System.Management.Automation.Language.CommandParameterAst]) { continue }
                    $before = $node.CommandElements[$index - 1]
                    if ($before -isnot [System.Management.Automation.Language.CommandParameterAst] -or $null -ne $before.Argument) { $positional++ }
                }
                $facts.commands.Add([ordered]@{ name = $name; line = $line; function = (SimEnclosing $node); parameters = $parameters; positional = $positional; splatted = $splatted; operator = "$($node.InvocationOperator)"; text = $node.CommandElements[0].Extent.Text })
                if ($null -ne $name -and $aliases.ContainsKey($name)) { $facts.aliases.Add([ordered]@{ name = $name; command = $aliases[$name]; line = $line }) }
                if ($name -in 'Invoke-Expression', 'iex') { $facts.dynamicCode.Add([ordered]@{ what = $name; line = $line }) }
                if ($name -eq 'ForEach-Object' -and 'Parallel' -in $parameters) { $facts.newer.Add([ordered]@{ what = 'ForEach-Object -Parallel'; line = $line }) }
            }
            'InvokeMemberExpressionAst' {
                $member = if ($node.Member -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $node.Member.Value } else { $node.Member.Extent.Text }
                if ($node.Static) {
                    $facts.staticMembers.Add([ordered]@{ type = (SimTypeName $node.Expression); member = $member; called = $true; line = $line; function = (SimEnclosing $node) })
                    if ((SimTypeName $node.Expression) -in 'scriptblock', 'System.Management.Automation.ScriptBlock' -and $member -eq 'Create') { $facts.dynamicCode.Add([ordered]@{ what = '[scriptblock]::Create'; line = $line }) }
                }
                else { $facts.methods.Add([ordered]@{ name = $member; arguments = @($node.Arguments).Count; line = $line; function = (SimEnclosing $node) }) }
                if ($node.NullConditional) { $facts.newer.Add([ordered]@{ what = '?.'; line = $line }) }
                if ($member -in 'InvokeScript', 'NewScriptBlock') { $facts.dynamicCode.Add([ordered]@{ what = $member; line = $line }) }
            }
            'MemberExpressionAst' {
                if ($node.Static) { $facts.staticMembers.Add([ordered]@{ type = (SimTypeName $node.Expression); member = $node.Member.Extent.Text; called = $false; line = $line; function = (SimEnclosing $node) }) }
                if ($node.NullConditional) { $facts.newer.Add([ordered]@{ what = '?.'; line = $line }) }
            }
            'IndexExpressionAst' { if ($node.NullConditional) { $facts.newer.Add([ordered]@{ what = '?[]'; line = $line }) } }
            { $_ -in 'TypeExpressionAst', 'TypeConstraintAst' } { $facts.types.Add([ordered]@{ name = $node.TypeName.FullName; line = $line }) }
            'TernaryExpressionAst' { $facts.newer.Add([ordered]@{ what = '? :'; line = $line }) }
            'PipelineChainAst' { $facts.newer.Add([ordered]@{ what = "$($node.Operator)"; line = $line }); if ($node.Background) { $facts.newer.Add([ordered]@{ what = '&'; line = $line }) } }
            'PipelineAst' { if ($node.Background) { $facts.newer.Add([ordered]@{ what = '&'; line = $line }) } }
            'BinaryExpressionAst' { if ("$($node.Operator)" -eq 'QuestionQuestion') { $facts.newer.Add([ordered]@{ what = '??'; line = $line }) } }
            'AssignmentStatementAst' { if ("$($node.Operator)" -eq 'QuestionQuestionEquals') { $facts.newer.Add([ordered]@{ what = '??='; line = $line }) } }
            'TypeDefinitionAst' { $facts.newer.Add([ordered]@{ what = $(if ($node.IsEnum) { 'enum' } else { 'class' }); line = $line }) }
            'ScriptBlockAst' { if ($null -ne $node.CleanBlock) { $facts.newer.Add([ordered]@{ what = 'clean'; line = $node.CleanBlock.Extent.StartLineNumber }) } }
            'FunctionDefinitionAst' {
                $block = $node.Body.ParamBlock
                $parameters = @(foreach ($parameter in @($(if ($null -ne $block) { $block.Parameters } else { $node.Parameters }))) { if ($null -ne $parameter) { $parameter.Name.VariablePath.UserPath } })
                $facts.functions.Add([ordered]@{ name = $node.Name; line = $line; endLine = $node.Extent.EndLineNumber; parameters = $parameters; comment = $(if ($null -eq $node.GetHelpContent()) { $null } else { $node.GetHelpContent().Synopsis }) })
            }
            'StringConstantExpressionAst' { if ($node.StringConstantType -ne 'BareWord') { $facts.strings.Add([ordered]@{ value = $node.Value; kind = "$($node.StringConstantType)"; line = $line }) } }
            'ExpandableStringExpressionAst' { $facts.strings.Add([ordered]@{ value = $node.Value; kind = "$($node.StringConstantType)"; line = $line }) }
            'VariableExpressionAst' { $facts.variables.Add([ordered]@{ name = $node.VariablePath.UserPath; line = $line; function = (SimEnclosing $node); assigned = $node.Parent -is [System.Management.Automation.Language.AssignmentStatementAst] -and [object]::ReferenceEquals($node.Parent.Left, $node) }) }
        }
    }
    $facts
}

function SimTypeName { param($Node) if ($Node -is [System.Management.Automation.Language.TypeExpressionAst]) { $Node.TypeName.FullName } else { $Node.Extent.Text } }

function SimEnclosing {
    param($Node)
    for ($above = $Node.Parent; $null -ne $above; $above = $above.Parent) { if ($above -is [System.Management.Automation.Language.FunctionDefinitionAst]) { return $above.Name } }
    $null
}
