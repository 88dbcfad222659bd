# A model of how OpenBSD's netstart(8) reads hostname.if(5): FILE and INTERFACE as arguments, -n to print only.
# It keeps the reader's traps: no -r, no last line without its end, words split at blanks before quotes are looked at,
# globbing off for the first line and after comments, and eval of the words joined again by one blank.
file=$1
interface=$2
mode=${3:-run}
set -A commands --

add_line() {
	local words
	set -A words -- "$@"
	set -o noglob
	case ${words[0]} in
	'' | '#'*)
		return
		;;
	inet | inet6)
		local at=2
		[[ ${words[1]} == alias ]] && at=3
		if [[ ${words[0]} == inet ]]; then
			[[ -n ${words[at]} ]] && words[at]="netmask ${words[at]}"
			[[ -n ${words[at+1]} ]] && words[at+1]="broadcast ${words[at+1]}"
		elif [[ -n ${words[at]} ]]; then
			words[at]="prefixlen ${words[at]}"
		fi
		commands[${#commands[*]}]="ifconfig $interface ${words[*]}"
		;;
	'!'*)
		local rest
		rest=$(print -- "${words[*]}" | sed "s/\$if/$interface/g")
		commands[${#commands[*]}]=${rest#!}
		;;
	*)
		commands[${#commands[*]}]="ifconfig $interface ${words[*]}"
		;;
	esac
	set +o noglob
}

set -o noglob
while IFS= read -- line; do
	add_line $line
done <"$file"

for command in "${commands[@]}"; do
	if [[ $mode == -n ]]; then
		print -r -- "$command"
	else
		eval "$command"
	fi
done
