"""The texts of the practices, for gettext: written by `python -m scripts.practices`, not by hand."""

from django.utils.translation import gettext_noop as _

TEXTS = frozenset(
    {
        _("Breathe out slowly"),
        _("A breath out that is longer than the breath in tells the body that it may slow down."),
        _("Sit or stand so that your belly has room."),
        _("Breathe in through your nose while you count to four."),
        _("Breathe out slowly, as if through a straw, while you count to six."),
        _("Go on for six breaths, or longer if it does you good."),
        _("If you feel dizzy, stop and breathe as you always do."),
        _("Find your way back to the room"),
        _("When thoughts race, or everything feels far away, your senses lead you back to where you are."),
        _("Put both feet on the floor and press them down. Notice what holds you."),
        _("Look for five things of the same colour. Name each, aloud or in your head."),
        _("Touch four things near you. Which is the coldest, which the softest?"),
        _("Listen for three sounds: one near, one far, and one you had not noticed."),
        _("Find two smells, or think of two that you like."),
        _("Drink a sip of water, slowly. Then say where you are, and what day it is."),
        _("Let an urge pass"),
        _("An urge is like a wave: it rises and it falls again, whether you follow it or not."),
        _("Say it plainly: there is an urge, and it will pass."),
        _("Find where it sits in your body: chest, stomach, hands, jaw."),
        _("Breathe into that place, and watch it grow or shrink as you would watch the weather."),
        _("Look at the clock and wait ten minutes before you decide anything. Give your hands something to do."),
        _("Look at the urge again: is it as strong as before? If it is, wait ten minutes more, and tell somebody."),
    }
)
